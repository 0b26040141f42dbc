// The manifest offers language models the tools that there are, with what they take.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { toolDefinitions } from '../../../src/assistant/toolDefinitions';

interface ContributedTool {
  readonly name: string;
  readonly modelDescription: string;
  readonly inputSchema: unknown;
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: boolean;
}

const { contributes } = JSON.parse(readFileSync(path.resolve(__dirname, '../../../package.json'), 'utf8')) as {
  readonly contributes: { readonly languageModelTools: readonly ContributedTool[] };
};

test('the editor’s tools are those of the MCP server, described alike', () => {
  assert.deepEqual(
    contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({ name, modelDescription, inputSchema })),
    toolDefinitions.map(({ name, description, inputSchema }) => ({ name: `training-footprint_${name}`, modelDescription: description, inputSchema })),
  );
});

test('the estimate is called #footprint in a prompt', () => {
  assert.deepEqual(
    contributes.languageModelTools.map(({ toolReferenceName, canBeReferencedInPrompt }) => [toolReferenceName, canBeReferencedInPrompt]),
    [
      ['footprint', true],
      ['footprintAlternatives', true],
      ['footprintCompare', true],
    ],
  );
});
