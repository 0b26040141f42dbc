// A fact's place holds the text that says it, however the file's lines end and whatever letters stand before it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact, FactName, FileAnalysis } from '../../../src/model/run';
import { analyzeAs, documentOf, textOf, trainingFiles, type OwnFile } from './ownFiles';

const isNotebook = ({ name }: OwnFile): boolean => name.endsWith('.ipynb');
const commentMark = ({ name }: OwnFile): string | undefined => (/\.(ts|js|tsx|jsx|jsonc)$/.test(name) ? '//' : /\.(json|ipynb)$/.test(name) ? undefined : '#');
/** A shebang, a magic, a mark of an export: what stands above them takes their meaning away. */
const firstLineMatters = /^(#!|%|# Databricks notebook source)/;
const oneLineEnding = (text: string): string => text.replaceAll('\r\n', '\n');

function assertPlaces(text: string, path: string, analysis: FileAnalysis): void {
  for (const run of analysis.runs) {
    for (const [name, fact] of Object.entries(run.facts) as [FactName, Fact | undefined][]) {
      if (!fact?.span || fact.text === undefined || fact.span.path !== path) continue;
      const written = textOf(documentOf(text, fact.span), fact.span);
      assert.equal(oneLineEnding(written), oneLineEnding(fact.text), `${name} at ${fact.span.line}:${fact.span.column}`);
    }
  }
}

const valuesOf = (analysis: FileAnalysis): unknown =>
  analysis.runs.map(({ framework, facts }) => [framework, ...Object.entries(facts).map(([name, fact]) => [name, (fact as Fact | undefined)?.value])]);

for (const file of trainingFiles) {
  describe(file.name, () => {
    it('shows each fact where the file says it', async () => {
      assertPlaces(file.text, file.path, await analyzeAs(file, file.text));
    });

    // A notebook's own text is JSON; its cells keep the line ends that they have.
    if (isNotebook(file)) return;

    it('says the same with Windows line ends, each fact at its place', async () => {
      const windows = file.text.replace(/\r?\n/g, '\r\n');
      const analysis = await analyzeAs(file, windows);
      assertPlaces(windows, file.path, analysis);
      assert.deepEqual(valuesOf(analysis), valuesOf(await analyzeAs(file, file.text)));
    });

    const mark = commentMark(file);
    if (mark === undefined || firstLineMatters.test(file.text)) return;
    it('says the same below a comment with letters outside the basic plane', async () => {
      const commented = `${mark} 🌍𝛼\t训练\n${file.text}`;
      const analysis = await analyzeAs(file, commented);
      assertPlaces(commented, file.path, analysis);
      assert.deepEqual(valuesOf(analysis), valuesOf(await analyzeAs(file, file.text)));
    });
  });
}
