// SARIF 2.1.0 for code scanning: each run's footprint and each avoidable waste as a note on its line.
import type { Span } from '../../model/source';
import type { Report, ReportAlternative } from '../reportModel';

const SCHEMA_URL = 'https://json.schemastore.org/sarif-2.1.0.json';
const RULE_PAGES = 'docs/rules/';

interface SarifResult {
  readonly ruleId: string;
  readonly level: 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
}

export function reportsToSarif(reports: readonly Report[]): Record<string, unknown> {
  const results = reports.flatMap(resultsOf);
  const ruleIds = [...new Set(results.map(({ ruleId }) => ruleId))];
  return {
    $schema: SCHEMA_URL,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Training Footprint',
            rules: ruleIds.map((id) => ({ id, ...(id === FOOTPRINT_RULE ? {} : { help: { text: `${RULE_PAGES}${id}.md` } }) })),
          },
        },
        // Columns of ours are UTF-16 units from 0; SARIF's start at 1.
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

const FOOTPRINT_RULE = 'footprint';

function resultsOf(report: Report): SarifResult[] {
  const own = resultAt(FOOTPRINT_RULE, report.lens, report.path, report.anchor);
  const edits = report.alternatives.filter(
    (one): one is ReportAlternative & { place: Span } => one.place !== undefined && one.place.path === report.anchor.path,
  );
  return [own, ...edits.map((one) => resultAt(one.id, `${one.title}: ${one.saving} CO₂e (${one.savingRange}). ${one.qualityCost}`, report.path, one.place))];
}

function resultAt(ruleId: string, message: string, path: string, span: Span): SarifResult {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  const region = { startLine: span.line, startColumn: span.column + 1, endLine: span.endLine, endColumn: span.endColumn + 1 };
  // A cell's lines are no lines of the .ipynb file; the file itself is the best place there is.
  const physicalLocation = { artifactLocation: { uri }, ...(span.cell === undefined ? { region } : {}) };
  return { ruleId, level: 'note', message: { text: message }, locations: [{ physicalLocation }] };
}
