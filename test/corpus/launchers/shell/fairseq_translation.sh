CUDA_VISIBLE_DEVICES=0,1 nohup fairseq-train data-bin/iwslt14 \
    --arch transformer_iwslt_de_en --optimizer adam --adam-betas '(0.9, 0.98)' \
    --lr 5e-4 --lr-scheduler inverse_sqrt --max-tokens 4096 \
    --update-freq 4 --max-epoch 50 --fp16 > train.log 2>&1 &
