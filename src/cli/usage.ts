// The help text.

export const USAGE = `training-footprint: what a training run will cost the climate, read from its code

  training-footprint estimate PATH...              footprint of every training run in files and folders
  training-footprint analyze PATH...               what the code says, before any estimate
  training-footprint compare PATH PATH...          two or more runs beside each other: figures, and what differs
  training-footprint mcp [--root DIR]              the tools for assistants (Model Context Protocol, standard input and output)
  training-footprint estimate --spec FILE|-        the estimator alone, from figures as JSON
  ... --stdin-filename NAME -                      the file's text from standard input

What you know and the code does not say
  --dataset-samples N      training samples in one pass      --gpu NAME              H100, A100-SXM-80GB, ...; local
  --epochs N               passes over the data              --gpus N                devices together
  --mean-tokens N          tokens in a typical sample        --region CODE           country, cloud region or grid zone
  --batch-size N           samples a step and device         --grid-intensity KG     kg CO2e per kWh
  --precision P            fp32 tf32 fp16 bf16 fp8           --pue X                 data centre's overhead
  --method M               full lora qlora frozen pretrain

Limits (exit code 1 when the total exceeds one)
  --max-co2e KG  --max-kwh KWH  --max-gpu-hours H
  --budgets FILE           limits of each run, file and all of them: "trainingFootprint.budgets" of .vscode/settings.json
  --baseline FILE          an earlier "estimate --format json"
  --max-increase PERCENT   how much CO2e may rise over the baseline (0)

Output
  -f, --format             estimate: text json markdown csv sarif model-card statement
                           analyze: json text; --spec: json jsonl
  -o, --output FILE        instead of standard output
  --root DIR               where imports and configs are looked up
  --online                 look unknown models up on the Hugging Face hub (HF_TOKEN, HF_ENDPOINT)
  --offline                never use the network, which is what happens without --online
  -h, --help   -v, --version

Nothing is run. Nothing is sent anywhere, but for models' ids with --online.
`;
