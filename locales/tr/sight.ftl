# The sheet of what the network sees in a photo.

sight-title = Ağın gördükleri
sight-photo = fotoğrafınız
sight-lit = baktığı yerler
sight-lines = izlediği çizgiler
sight-layers = Katman katman
sight-legend = Yan yana üç resim bir bütündür: fotoğrafınızın bir nöronu heyecanlandıran parçası, nöronun o parçada tepki verdiği şey ve o nöronun rüyası.
sight-layer = Katman { $number }
sight-edges = renkler ve kenarlar, { $side } × { $side } px içinde
sight-strokes = çizgiler ve köşeler, { $side } × { $side } px içinde
sight-patterns = desenler ve dokular, { $side } × { $side } px içinde
sight-parts = nesnelerin parçaları, { $side } × { $side } px içinde
sight-things = gözler, tekerlekler, kemerler, taç yapraklar, { $side } × { $side } px içinde
sight-networks = Adları veren: EfficientNet-Lite0. Katmanlar: tabloları da yapan VGG-19.
