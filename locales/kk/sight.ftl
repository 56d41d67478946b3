# The sheet of what the network sees in a photo.

sight-title = Желі не көреді
sight-photo = фотоңыз
sight-lit = желі қарайтын жер
sight-lines = ол сүйенетін сызықтар
sight-layers = Қабаттан қабатқа
sight-legend = Қатар тұрған үш сурет — біртұтас: фотоңыздың бір нейронды елеңдеткен бөлігі, сол бөліктегі нейрон елең еткен нәрсе және сол нейронның түсінде көргені.
sight-layer = { $number }-қабат
sight-edges = түстер мен жиектер, { $side } × { $side } пиксельде
sight-strokes = штрихтар мен бұрыштар, { $side } × { $side } пиксельде
sight-patterns = өрнектер мен текстуралар, { $side } × { $side } пиксельде
sight-parts = заттардың бөліктері, { $side } × { $side } пиксельде
sight-things = көздер, дөңгелектер, аркалар, күлтелер, { $side } × { $side } пиксельде
sight-networks = Атауларды беретін — EfficientNet-Lite0. Қабаттар — картиналарды да салатын VGG-19.
