from torch.utils.data import Dataset
from torchvision import transforms
from torchvision.datasets.folder import default_loader


class PairDataset(Dataset):
    def __init__(self, files, size):
        self.files = files
        self.transform = transforms.Compose([transforms.Resize((size, size)), transforms.ToTensor()])

    def __getitem__(self, index):
        return self.transform(default_loader(self.files[index]))

    def __len__(self):
        return len(self.files)
