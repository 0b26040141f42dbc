from simpletransformers.ner import NERArgs, NERModel

args = NERArgs()
args.num_train_epochs = 4
args.train_batch_size = 24
args.learning_rate = 3e-5
args.max_seq_length = 160
args.fp16 = False

model = NERModel("xlmroberta", "xlm-roberta-base", labels=["O", "B-ORG", "I-ORG"], args=args)
model.train_model("train.conll")
