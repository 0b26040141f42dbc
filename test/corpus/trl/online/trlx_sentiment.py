import trlx
from datasets import load_dataset
from transformers import pipeline
from trlx.data.default_configs import TRLConfig, default_ppo_config

scorer = pipeline('sentiment-analysis', 'lvwerra/distilbert-imdb', top_k=2)


def main(changes={'train.batch_size': 16, 'optimizer.kwargs.lr': 1e-5}):
    config = TRLConfig.update(default_ppo_config().to_dict(), changes)
    config.model.model_path = 'gpt2-medium'
    config.model.num_layers_unfrozen = -1
    config.train.seq_length = 128
    config = config.evolve(method=dict(num_rollouts=64))
    reviews = load_dataset('imdb', split='train')
    prompts = [' '.join(text.split()[:5]) for text in reviews['text']]
    trlx.train(reward_fn=lambda samples, **_: [score['score'] for score in scorer(samples)], prompts=prompts, config=config)


if __name__ == '__main__':
    main()
