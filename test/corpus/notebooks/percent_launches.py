# %% [markdown]
# Runs the training script of this folder.

# %%
# %pip install -q transformers datasets
epochs = 6

# %%
# !python train_classifier.py --epochs {epochs} --batch-size 48
