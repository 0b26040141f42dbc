// Which launchers of the workspace start a script, and the runs that they make of it.
import type { Cancellation, FileReader, SourceDocument } from '../../../model/host';
import { isLauncherName } from '../../../model/launcherNames';
import type { FileAnalysis, Run } from '../../../model/run';
import { fileNameOf } from '../../../model/paths';

/** Launchers that are looked into for the script's name. */
const mostRead = 300;
/** Launchers that name the script and are followed. */
const mostFollowed = 24;
/** Files read at once. */
const atOnce = 16;

/**
 * The runs that launchers make of a script, in the launchers' order.
 * @param analyze reads one document with what it names; it is asked for those alone whose text names the script.
 */
export async function runsByLaunchers(
  script: SourceDocument,
  files: FileReader,
  analyze: (launcher: SourceDocument) => Promise<FileAnalysis>,
  cancellation?: Cancellation,
): Promise<readonly Run[]> {
  const paths = ((await files.launchers?.()) ?? []).filter((path) => path !== script.path && isLauncherName(path)).slice(0, mostRead);
  const naming = await launchersNaming(script.path, paths, files, cancellation);
  const runs: Run[] = [];
  for (const launcher of naming) {
    if (cancellation?.isCancelled) break;
    const found = await analyze(launcher);
    runs.push(...found.runs.filter((run) => run.anchor.path === launcher.path && run.otherAnchors?.some((span) => span.path === script.path)));
  }
  return runs;
}

async function launchersNaming(
  script: string,
  paths: readonly string[],
  files: FileReader,
  cancellation: Cancellation | undefined,
): Promise<readonly SourceDocument[]> {
  const name = fileNameOf(script).replace(/\.\w+$/, '');
  const naming: SourceDocument[] = [];
  for (let at = 0; at < paths.length && naming.length < mostFollowed && !cancellation?.isCancelled; at += atOnce) {
    const batch = paths.slice(at, at + atOnce);
    const texts = await Promise.all(batch.map((path) => files.read(path)));
    texts.forEach((text, index) => {
      if (text?.includes(name)) naming.push({ path: batch[index]!, text });
    });
  }
  return naming.slice(0, mostFollowed);
}
