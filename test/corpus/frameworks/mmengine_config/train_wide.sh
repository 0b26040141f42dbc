torchrun --nproc_per_node=4 tools/train.py --config configs/segment_floods.py --launcher pytorch --amp --cfg-options train_dataloader.batch_size=2 optim_wrapper.optimizer.lr=0.00012
