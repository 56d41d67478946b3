# Лист о том, что сеть видит на фотографии.

sight-title = Что видит сеть
sight-photo = ваша фотография
sight-lit = куда она смотрит
sight-lines = на какие линии опирается
sight-layers = Слой за слоем
sight-legend = Три картинки рядом — один нейрон: кусочек вашей фотографии, который его взволновал, на что именно он в нём откликается и что этому нейрону снится.
sight-layer = Слой { $number }
sight-edges = цвета и края, в окне { $side } × { $side } точек
sight-strokes = штрихи и уголки, в окне { $side } × { $side } точек
sight-patterns = узоры и фактуры, в окне { $side } × { $side } точек
sight-parts = части предметов, в окне { $side } × { $side } точки
sight-things = глаза, колёса, арки, лепестки, в окне { $side } × { $side } точек
sight-networks = Называет EfficientNet-Lite0. Слои — VGG-19, та же сеть, что пишет картины.
