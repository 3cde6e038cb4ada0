document.documentElement.dataset["viewer"] = "loading";
