from functools import partial

from megatron.core.enums import ModelType
from megatron.core.models.gpt import GPTModel
from megatron.training import get_args, pretrain


def model_provider(pre_process=True, post_process=True):
    args = get_args()
    return GPTModel(vocab_size=args.padded_vocab_size, max_sequence_length=args.max_position_embeddings, pre_process=pre_process, post_process=post_process)


def forward_step(data_iterator, model):
    batch = next(data_iterator)
    return model(batch["tokens"], batch["position_ids"], batch["attention_mask"]), partial(loss_func, batch["loss_mask"])


def loss_func(loss_mask, output):
    return (output.float().view(-1) * loss_mask.view(-1)).sum()


def datasets_provider(samples):
    raise NotImplementedError


if __name__ == "__main__":
    pretrain(datasets_provider, model_provider, ModelType.encoder_or_decoder, forward_step, args_defaults={"tokenizer_type": "GPT2BPETokenizer"})
