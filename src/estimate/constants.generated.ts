// Written by data/runs/fit.ts (npm run fit); do not edit.
// Fitted on 2026-11-24 to the 554 runs of 51 families that data/runs/runs.jsonl marks `"use": "fit"`; what each constant means: data/runs/fitting/parameters.ts.
// Behind each: its standard deviation when a twelfth of the families is left out at a time (jackknife).
export const fitted = {
  efficiencyTensor16: 0.665, // ± 5 %
  efficiencyTensor32: 0.6875, // ± 10 %
  efficiencyVector: 0.9591, // ± 6 %
  efficiencyTensor8: 0.5673, // ± 4 %
  balanceExponent: 0.1829, // ± 38 %
  efficiencyTpu: 1.44, // ± 8 %
  efficiencyOther: 0.6419, // ± 18 %
  efficiencyAttention: 0.5229, // ± 6 %
  efficiencyExperts: 0.5713, // ± 16 %
  efficiencyConvolution: 0.8023, // ± 15 %
  halfWidth: 200.8, // ± 22 %
  elementwiseBytes: 118.7, // ± 10 %
  eagerTraffic: 1.687, // ± 6 %
  unknownShape: 1.699, // ± 18 %
  imageLightness: 0.1947, // ± 38 %
  recomputedShare: 0.8102, // ± 6 %
  imageKernels: 991.3, // ± 38 %
  imagePasses: 22.1, // ± 10 %
  launchSeconds: 0.00001024, // ± 18 %
  exposedCommunication: 0.3994, // ± 37 %
  exposedExchange: 0.6963, // ± 5 %
  scaleLoss: 0.06919, // ± 32 %
  convolutionDensity: 0.1632, // ± 21 %
  eagerOverhead: 1.193, // ± 3 %
  singleOverhead: 1.047, // ± 1 %
  powerBase: 0.5347, // ± 15 %
  powerCompute: 1.158, // ± 9 %
  powerMemory: 0.7214, // ± 26 %
  hostShare: 0.2908, // ± 9 %
  memoryActivation: 1.071, // ± 20 %
  memoryContext: 1.51, // ± 4 %
  logitBytes: 18.79, // ± 10 %
  memoryImage: 1.909, // ± 4 %
  memoryFragmentation: 1.089, // ± 0 %
  spreadTimeTuned: 0.2824,
  spreadTimeEager: 0.3827,
  spreadTimeImage: 0.3364,
  spreadTimeTabular: 0.6096,
  spreadTimeDenoiser: 0.6751,
  spreadTimeSpeech: 0.8215,
  spreadTimeGuessed: 0.9845,
  spreadMemoryFull: 0.2736,
  spreadMemoryAdapters: 0.2973,
  spreadMemoryImage: 0.445,
  spreadPower: 0.296,
  widenLaunch: 1.832,
  widenOtherMaker: 1.168,
  widenUnusualLayers: 1.13,
} as const;
