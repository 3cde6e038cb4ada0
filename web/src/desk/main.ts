document.documentElement.dataset["desk"] = "ready";
