// Written by data/runs/fit.ts (npm run fit); do not edit.
// Fitted on 2026-11-24 to the 554 runs of 51 families that data/runs/runs.jsonl marks `"use": "fit"`; what each constant means: data/runs/fitting/parameters.ts.
// Behind each: its standard deviation when a twelfth of the families is left out at a time (jackknife).
export const fitted = {
  efficiencyTensor16: 0.6388, // ± 5 %
  efficiencyTensor32: 0.663, // ± 11 %
  efficiencyVector: 0.942, // ± 6 %
  efficiencyTensor8: 0.5261, // ± 6 %
  balanceExponent: 0.1536, // ± 35 %
  balanceExponentOther: 0.5506, // ± 15 %
  efficiencyTpu: 1.459, // ± 5 %
  efficiencyOther: 0.7478, // ± 36 %
  efficiencyAttention: 0.5321, // ± 6 %
  efficiencyExperts: 0.5438, // ± 10 %
  efficiencyConvolution: 0.8397, // ± 11 %
  halfWidth: 181.6, // ± 22 %
  elementwiseBytes: 118.9, // ± 11 %
  eagerTraffic: 1.693, // ± 6 %
  unknownShape: 1.698, // ± 18 %
  unknownLaunches: 0.2795, // ± 7 %
  imageLightness: 0.2, // ± 38 %
  recomputedShare: 0.8411, // ± 6 %
  imageKernels: 1071, // ± 43 %
  imagePasses: 21.78, // ± 9 %
  launchSeconds: 0.000009226, // ± 22 %
  exposedCommunication: 0.3419, // ± 31 %
  exposedExchange: 0.7355, // ± 5 %
  scaleLoss: 0.02977, // ± 6 %
  convolutionDensity: 0.1632, // ± 21 %
  eagerOverhead: 1.184, // ± 3 %
  singleOverhead: 1.051, // ± 0 %
  powerBase: 0.4029, // ± 13 %
  powerCompute: 1.294, // ± 8 %
  powerMemory: 0.533, // ± 17 %
  hostShare: 0.28, // ± 14 %
  memoryActivation: 1.091, // ± 18 %
  memoryContext: 1.334, // ± 11 %
  logitBytes: 19.68, // ± 18 %
  memoryImage: 1.917, // ± 5 %
  memoryFragmentation: 1.087, // ± 1 %
  spreadTimeTuned: 0.2825,
  spreadTimeEager: 0.3531,
  spreadTimeImage: 0.3214,
  spreadTimeDetector: 0.5514,
  spreadTimeTabular: 0.6104,
  spreadTimeDenoiser: 0.6319,
  spreadTimeSpeech: 0.7983,
  spreadTimeGuessed: 0.8923,
  spreadMemoryFull: 0.2669,
  spreadMemoryAdapters: 0.2783,
  spreadMemoryImage: 0.4423,
  spreadPower: 0.271,
  widenLaunch: 1.869,
  widenOtherMaker: 1.161,
  widenUnusualLayers: 1.111,
} as const;
