python train.py --gradient_accumulation_step 8 --num 2 --learning 3e-5
