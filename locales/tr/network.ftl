# The page /network: how it works, for the curious.

network-title = Nasıl çalışıyor?
network-link = Nasıl çalışıyor? On resimde görün
network-about = Sinirsel stil aktarımı nasıl çalışır, on resimde; ve bir sinir ağı neyin rüyasını görür.
network-lead = Bu program boyadan hiç anlamaz. Bin tür nesneyi birbirinden ayırmayı öğrenmiş bir sinir ağı vardır ve durmadan aynı soruyu sorar: Hangi resim, bu ağa hem fotoğrafınızdaki nesneleri hem de tablonun fırça işçiliğini aynı anda gösterir? İşte bunun nasıl yapıldığı, on resimde. Hepsini programın kendisi yaptı.
network-layer = katman { $n }
network-window = katman { $n }: { $pixels } px genişliğinde
network-layers = { $n } katman
network-steps = { $n ->
    [0] başlangıç
    [one] { $n } adım sonra
   *[other] { $n } adım sonra
}

network-sees-title = Ağ pencerelerden bakar
network-sees-text = Ağın adı VGG-19; ilk on üç katmanını kullanıyoruz. Her katman, değerlerini bir alttaki katmandan küçük filtrelerle hesaplar: üç nokta eninde, üç nokta boyunda ve resmin her yerinde aynı. Bu yüzden 2. katmandaki bir değer yalnızca 5 × 5 piksellik bir pencereye, 13. katmandaki ise 156 × 156 piksele bağlıdır: katman ne kadar derinse bir bakışta o kadar çok şey görür.
network-sees-photo = göz bebeğindeki pencereler
network-sees-alt = Bir kedi fotoğrafının bir bölümü: { $caption }

network-maps-title = Her filtre bir harita çizer
network-maps-text = Harita, filtrenin aradığı şey fotoğrafın neresindeyse orada parlaktır. 2. katmanda kenarlar ve renkler için, fotoğraf kadar ince 64 harita vardır. 13. katmanda ise göz ya da kulak gibi şeyler için 512 harita vardır; her birinin eni de boyu da fotoğrafınkinin on altıda biridir. Neyi arayacağını kimse söylemedi: ağ, etiketli 1,3 milyon fotoğrafla alıştırma yaparken bunu kendisi buldu.
network-maps-alt = Kedi fotoğrafının dokuz öznitelik haritası, { $caption }

network-reacts-title = Bir değer neye tepki verir
network-reacts-text = Kedinin göz bebeğinin kenarındaki en güçlü değeri alıp soralım: hangi pikseller onu daha da güçlendirirdi? Geri yayılım bunu bütün pikseller için tek seferde hesaplar. Gri piksellerin etkisi yoktur; parlak olanlar daha parlak, koyu olanlar daha koyu olmalıdır. Aşağıdaki her şeyin aracı budur.
network-reacts-alt = Göz bebeğinin kenarındaki bir değerin gradyanı, { $caption }

network-content-title = İçerik: ne nerede
network-content-text = Şimdi gürültüden başlayıp bir katmanın değerleri fotoğrafınkilerle aynı olana dek pikselleri değiştirelim. 2. ve 4. katmandan fotoğraf neredeyse olduğu gibi geri gelir. 10. katmandan gelen resimde her şey yerindedir ama en ince ayrıntılar taneciklere dönüşmüştür; 13. katmandan gelende ise tüyler ve arka plan uydurmadır: ağ onları unutmuştur. Derin bir katmanın sakladığı şeye içerik diyoruz.
network-content-photo = fotoğraf
network-content-alt = Ağın değerlerinden yeniden kurulmuş bir kedi: { $caption }

network-gram-title = Stil: neler bir arada
network-gram-text = Stil için bir katmanın her iki haritası hakkında şunu sorarız: aynı yerlerde mi parlıyorlar? İkisini nokta nokta çarpıp ortalamasını alırsanız Gram matrisinin bir hücresi çıkar. Artık yerlerin önemi yoktur; yalnızca hangi renklerin, kenarların ve fırça darbelerinin birlikte görüldüğü önemlidir. İşte iki tablonun, 1. katmandaki 32 harita için matrisleri; koyu hücre “sık sık birlikte” demektir.
network-gram-alt = Koyu ve açık hücrelerden bir kare olarak Gram matrisi: { $caption }

network-style-title = Taneciklerden dalgalara
network-style-text = Yine gürültüden başlayalım; ama bu kez yalnızca Gram matrisleri Hokusai’nin Büyük Dalga eserininkilerle aynı olsun. Bir katman renklerini ve dokusunu, ikincisi çizgilerini verir; eklenen her katmanla daha büyük parçalar bir arada durur, sonunda köpük tepeli dalgalara varılır. Yerlerinin neresi olduğu söylenmediği için her yere dağılırlar.
network-style-alt = Hokusai’nin Büyük Dalga eserinin Gram matrislerine sahip bir doku: { $caption }

network-transfer-title = Gürültüden tabloya
network-transfer-text = Şimdi iki dilek birden: fotoğrafın 10. katmandaki içeriği ve tablonun beş katmandaki stili. Her denemeden sonra geri yayılım, her pikselin hangi yönde değişeceğini söyler; bir eniyileyici de o adımı atar. 2015’te böyle yapılmıştı. Burada ilk adımlar, büyük şekillerin daha çabuk ortaya çıktığı küçük bir boyutta atılır; botta ise tablo, tablonun renklerine bürünmüş fotoğrafınızdan başlar.
network-transfer-alt = Hokusai’nin Büyük Dalga eserinin stilinde bir tablo olarak kedi, { $caption }

network-balance-title = Hangisinden ne kadar
network-balance-text = Hiçbir resim iki dileği de tam olarak yerine getiremez; bu yüzden bir sayı, ikisini birbirine karşı tartar. Botta buna stil yoğunluğu deniyor. Burada stilin ağırlığı az, her zamanki kadar ve çok.
network-balance-little = az stil
network-balance-usual = her zamanki gibi
network-balance-much = çok stil
network-balance-alt = Hokusai’nin Büyük Dalga eserinin stilinde bir tablo olarak kedi: { $caption }

network-dream-title = Gördüğünden daha da çok görsün
network-dream-text = Son olarak bir oyun. Fotoğrafı alıp bir katmanın onda gördüğü her şeyi adım adım güçlendirelim. Bir tutam tüy ağa birazcık göz gibi geliyorsa, siz de görene dek gittikçe göze benzer. 7. katman desenler, 10. katman gözler ve sarmallar, 12. katman yaratıklar ekler. Buna DeepDream adı verildi.
network-dream-alt = Kedi fotoğrafının rüyası: { $caption }

network-sources = Bunları kimler buldu
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Kanalların rüyaları
network-atlas-text = Fotoğraf yerine gürültü alıp tek bir harita olabildiğince parlayana dek değiştirelim: o haritanın kanalı en çok bunu sever. Sığ katmanlar renkleri ve çizgileri, ortadakiler kumaşı, pulları ve ağları, derindekiler gözleri, tüyleri, taç yaprakları ve kemerleri sever. Bu resimleri kimse çizmedi. Adları biz koyduk, ağda yalnızca numaralar var.
network-atlas-layer = Katman { $layer }
network-atlas-all = Katman { $layer }: { $channels } kanalın hepsi

network-tile-orange = turuncu
network-tile-night = gece mavisi
network-tile-red-on-blue = mavi üstüne kırmızı
network-tile-green-on-pink = pembe üstüne yeşil
network-tile-slanting = eğik çizgiler
network-tile-upright = dikey çizgiler
network-tile-level = yatay çizgiler
network-tile-maze = labirent
network-tile-zebra = zebra çizgileri
network-tile-rainbow = renkli barkod
network-tile-dots = benekler
network-tile-crossing = kavşak
network-tile-bricks = tuğlalar
network-tile-beads = boncuklar
network-tile-drops = damlalar
network-tile-flames = alevler
network-tile-net = ağ
network-tile-lattice = kafes
network-tile-pebbles = çakıl taşları
network-tile-raspberries = ahududular
network-tile-pearls = inciler
network-tile-fans = yelpazeler
network-tile-links = zincir halkaları
network-tile-wicker = hasır örgü
network-tile-lights = ışıklar
network-tile-lightning = şimşekler
network-tile-shingles = kiremitler
network-tile-plumage = kuş tüyleri
network-tile-ropes = halatlar
network-tile-strands = saç telleri
network-tile-ribbons = delikli kurdeleler
network-tile-stacks = istifler
network-tile-dogs = köpekler
network-tile-birds = kuşlar
network-tile-snakes = yılanlar
network-tile-castles = kaleler
network-tile-fruit = meyveler
network-tile-flowers = çiçekler
network-tile-jungle = tropik orman
network-tile-faces = yüzler
