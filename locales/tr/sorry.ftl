# Answers to things the bot can't use.

unusable-not-a-picture = Bu dosyayı resim olarak açamıyorum. JPEG, PNG, WebP ve benzeri biçimler uygundur.
unusable-broken = Bu resim bozuk görünüyor. Yeniden ya da başka bir resim gönderir misiniz?
unusable-too-heavy = Bu dosya benim için çok büyük. Daha küçük bir dosya gönderir misiniz?
unusable-too-large = Bu resimde işleyebileceğimden çok piksel var. Daha küçük bir resim gönderir misiniz?
unusable-too-small = Bu resim tablo yapmak için çok küçük. Daha büyük bir resim gönderir misiniz?
unusable-flat = Bu resimde tek bir renk var: fotoğraftan geriye bir şey kalmazdı. Daha önce gönderdikleriniz bende duruyor.
unusable-not-fetched = Bu resmi indiremedim. Yeniden gönderir misiniz?
unusable-too-much-lately = Son bir saatte sizden ya da ağınızdan gelen büyük resimlerden bakabileceğim kadarına baktım. Bunu açmadım. Lütfen { $n ->
    [one] bir dakika
   *[other] { $n } dakika
} sonra yeniden gönderin.
unusable-too-slow = Bu resmi açmam çok uzun sürüyor. Sıradan bir JPEG olarak kaydedip yeniden gönderir misiniz?
unusable-no-room = Şu anda yeni resimlere yerim kalmadı. Yapılmakta olan hiçbir şey kaybolmaz: lütfen bunu daha sonra yeniden gönderin.
unusable-person-is-full = Daha önce gönderdiğiniz resimler bir kişiye ayırdığım yeri doldurdu. { $date } tarihinden itibaren en eskilerini sileceğim; o zaman yenilerine yer açılır.
unusable-network-is-full = Son zamanlarda ağınızdan çok sayıda resim geldi. Lütfen bunu { $date } tarihinde yeniden gönderin.
unusable-cut-short = Bu dosya eksik geldi. Yeniden gönderir misiniz?
unusable-rare-kind = Bu tür resim dosyalarını okuyamıyorum. Sıradan bir JPEG ya da PNG olarak kaydedip yeniden gönderir misiniz?
unusable-rare-heic = Bu tür HEIC dosyalarını okuyamıyorum. iPhone’da dosya yerine fotoğraf olarak gönderin ya da Ayarlar → Kamera → Formatlar → En Uyumlu’yu seçip fotoğrafı yeniden çekin.
unusable-empty = Bu dosya boş. Yeniden gönderir misiniz?
unusable-avif = Bu bir AVIF resmi ve AVIF’i henüz okuyamıyorum. Dosya yerine fotoğraf olarak gönderin ya da JPEG veya PNG olarak kaydedin; ekran görüntüsü de olur.
unusable-jpeg-xl = Bu bir JPEG XL resmi ve bunları henüz okuyamıyorum. JPEG ya da PNG olarak kaydeder misiniz?
unusable-jpeg-2000 = Bu bir JPEG 2000 resmi ve bunları okuyamıyorum. JPEG ya da PNG olarak kaydeder misiniz?
unusable-camera-raw = Bu, bir fotoğraf makinesinin ham dosyası. Makinenin ya da bir fotoğraf programının ondan yaptığı JPEG’i gönderir misiniz?
unusable-photoshop = Bu bir Photoshop belgesi. JPEG ya da PNG olarak dışa aktarır mısınız?
unusable-svg = Bu bir SVG çizimi. PNG olarak kaydeder misiniz?
unusable-pdf = Bu bir PDF. Bana resim gerek: sayfanın ekran görüntüsü yeter.
unusable-icon = Bu bir simge dosyası. JPEG ya da PNG biçiminde bir resim gönderir misiniz?
unusable-video = Bu bir video. İçinden tek bir kareyi tablo yapabilirim: bana bir ekran görüntüsü gönderin.
unusable-film-too-long = Bu GIF ya da video { $n } saniyeden uzun. Kısaltır ya da daha kısa bir tane gönderir misiniz?
unusable-film-too-heavy = Bu GIF ya da video { $n } MB'tan büyük. Daha küçük bir tane gönderir misiniz?
unusable-film-too-large = Bu GIF ya da videoda işleyebileceğimden çok piksel ya da kare var. Daha küçük bir tane gönderir misiniz? 1280 × 720 yeterli.
unusable-film-too-small = Bu GIF ya da video tablo yapmak için çok küçük. Daha büyük bir tane gönderir misiniz?
unusable-film-other-kind = Bu tür videoları okuyamıyorum. MP4 (H.264) ya da GIF olarak kaydedip yeniden gönderir misiniz?
unusable-film-kind-not-here = Bu tür videoları burada okuyamıyorum. Okuyabildiklerim: çoğu telefonun ve mesajlaşma uygulamasının yaptığı H.264'lü MP4, GIF, hareketli WebP ve PNG.
unusable-film-no-picture = Bu dosyada görülecek bir şey yok, yalnızca ses var ya da hiçbir şey yok. Başka bir tane gönderir misiniz?
unusable-film-broken = Bu GIF ya da video bozuk görünüyor. Yeniden ya da başka bir tane gönderir misiniz?
unusable-film-too-slow = Bu GIF ya da videoyu okumam çok uzun sürüyor. Daha kısa ya da daha küçük bir tane gönderir misiniz?
unusable-audio = Bu bir ses. Ben duyamam, yalnızca görürüm: bana bir resim gönderin.
unusable-web-page = Bu resim değil, bir web sayfası. Resmin kendisini açıp kaydedin ve bana gönderin.
unusable-text = Bu bir metin. Tablo yapmam için bana resim gerek.
unusable-archive = Bu bir arşiv ya da belge. İçindeki resmi çıkarıp tek başına gönderir misiniz?

unsupported-sticker = Güzel çıkartma ama ondan tablo yapamam.
unsupported-voice = Ben duyamam, yalnızca görürüm.
unsupported-video = Bu sohbet bana videoları vermiyor. Lütfen dosya ya da GIF olarak gönderin.
unsupported-animation = Bu sohbet bana o animasyonu vermiyor. Lütfen dosya olarak gönderin.
film-as-still = Bu sohbette hareket edemiyor, bu yüzden işte ondan bir kare.
unsupported-other = Bununla ne yapacağımı bilemedim.
unsupported-group = Aynı anda tek kişi için çalışırım: özel sohbetten yazın ve bana iki resim gönderin.
