# Credits: bought, given and counted.

buy-title =
    Kaç kredi istersiniz? Artıdan sonrası hediye.
    Kredilerin süresi dolmaz; tablo olmazsa kredilerinizi hemen geri alırsınız.
buy-closed = Şu sıralar buradan kredi satın alınamıyor. Ücretsiz tablolar sizi bekliyor.
pack-gone = Fiyatlar değişti. Güncel fiyatlar:
purchases-open = Zaten birkaç ödeme sayfanız açık. Birini ödeyin ya da biraz bekleyin: ödenmeyenler kendiliğinden kapanır.
purchases-many = Bir saat içinde ağınızdan çok sayıda ödeme sayfası açıldı. Lütfen biraz sonra yeniden deneyin.

pack = { $n } kredi · { $price }
pack-bonus = { $n } kredi + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $sign }{ $amount }

invoice-title = { $n } kredi
invoice-description = Daha büyük ve daha ayrıntılı tablolar için { $n } kredi. Kredilerin süresi dolmaz.
bill-description = Tablolar için { $n } kredi

purchase-opening = Bir saniye, ödeme sayfasını açıyorum…
purchase-open = { $n } kredi sizi bekliyor: açılan sayfada ödeyin, sonra buraya dönün. Ödemeyi hemen görürüm.
purchase-paid = Ödendi: { $n } kredi.
purchase-declined = Ödeme gerçekleşmedi, hesabınızdan para çekilmedi. Yeniden ya da başka bir kartla deneyebilirsiniz.
purchase-expired = Bu ödeme sayfasının süresi doldu. Kredileri hâlâ istiyorsanız yenisini açalım.
purchase-unclear = Ödemeniz geldi ama beklediğim gibi değil; ekibimiz inceliyor. Hiçbir şey kaybolmaz. Sorularınız için: /paysupport
purchase-refused = Şu anda ödeme alamıyoruz. Lütfen biraz sonra yeniden deneyin. Hesabınızdan para çekilmedi.
button-pay = Öde: { $price }

credits-bought = Teşekkürler! { $n } kredi eklendi, şimdi { $balance } krediniz var.
credits-taken-back = { $n ->
    [0] Ödeme iade edildi. { $balance } krediniz kaldı.
    [one] Ödeme iade edildi ve { $n } kredi geri alındı. { $balance } krediniz kaldı.
   *[other] Ödeme iade edildi ve { $n } kredi geri alındı. { $balance } krediniz kaldı.
}
gift-from-friend = Arkadaşınız ilk kredilerini aldı, size de { $n } kredi hediye. Teşekkürler! Şimdi { $balance } krediniz var.

ask-email = Makbuzu nereye gönderelim? Lütfen bir e-posta adresi yazın. Yalnızca makbuzlar için kullanılır.
ask-phone = Makbuzu nereye gönderelim? Lütfen ülke koduyla birlikte bir telefon numarası yazın. Yalnızca makbuzlar için kullanılır.
contact-unclear = Bunda bir yanlışlık var gibi. Lütfen kontrol edip yeniden yazın. Vazgeçtiniz mi? /cancel
wanted-contact = Makbuzun nereye gönderileceğini yazmanızı bekliyorum. Vazgeçtiniz mi? /cancel
question-dropped = Tamam, boş verelim.

balance-movements = Son hareketler:
date = { $day }.{ $month }.{ $year }
movement-hold = bir tablo için ayrıldı
movement-void = geri geldi: tablo olmadı ya da iptal edildi
movement-grant = ekibimizden hediye
movement-sale = satın alındı
movement-bonus = satın alımla gelen hediye
movement-gift = hediye
movement-promo = promosyon kodu
movement-refund = ödeme iade edildi
movement-joined = bağlanan sohbetten
movement-twice = bağlanan iki sohbette de kullanılan promosyon kodu bir kez sayılır
movement-restore = ödeme sonuçta iade edilmedi

promo-how = Promosyon kodunuz mu var? Komutun ardından yazın: /promo KOD
promo-unknown = Böyle bir promosyon kodu bilmiyorum. Yazım hatası olabilir mi?
promo-used = Bu promosyon kodunu zaten kullandınız. Hatırlamanız ne hoş!
promo-used-nearby = Bu promosyon kodu bugün ağınızdan birkaç kez kullanıldı. Lütfen yarın yeniden deneyin.
promo-no-tries = Çok fazla yanlış kod girildi. Lütfen bir saat sonra yeniden deneyin.
promo-over = Üzgünüm, bu promosyon kodunun süresi doldu.
promo-given = Kod geçerli: { $n } kredi sizin!

invite = İşte bağlantınız: tablo isteyebilecek herkese gönderin.
invite-inviter = Bir arkadaşınız ilk kez kredi aldığında siz { $n } kredi kazanırsınız.
invite-friend = Arkadaşınız da bu ilk alışverişte { $n } kredi fazladan alır.
invite-nowhere = Şu anda bağlantı oluşturamıyorum. Lütfen biraz sonra yeniden deneyin.

paysupport = Ödemeyle ya da kredilerinizle ilgili bir sorun mu var? Ne olduğunu ve ne zaman olduğunu tek mesajda yazın: ekibimize iletirim, yanıt da buraya gelir. Vazgeçtiniz mi? /cancel
wanted-support = Ekibimize mesajınızı bekliyorum. Vazgeçtiniz mi? /cancel
support-received = İlettim. Yanıt buraya, bu sohbete gelecek. Her kredi kayıt altında, hiçbir şey kaybolmaz.
support-full = Sizden zaten birkaç sorumuz var. En kısa sürede burada yanıtlayacağız.
support-network-full = Bugün ağınızdan çok sayıda soru geldi. Lütfen yarın yeniden yazın.
support-answer =
    { $number } numaralı sorunuzun yanıtı:
    { $answer }

command-buy = kredi alın
command-promo = promosyon kodu kullanın
command-invite = bir arkadaşınızı davet edin
