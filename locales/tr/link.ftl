# Several chats of one person, one account.

link-offer =
    Benimle başka bir yerde de mi yazışıyorsunuz? Öyleyse o sohbette şunu gönderin:

    /link { $code }

    İki sohbetin bakiyesi ve geçmişi ortak olur. Kod { $n } dakika geçerlidir. Onu kimseyle paylaşmayın: kodu bilen, burada neyiniz varsa erişebilir.
link-question =
    Bu sohbet ile { $place } sohbet bağlansın mı?
    Orada { $there } kredi, burada { $here } kredi var: birlikte { $together } kredi ve tek bir tablo geçmişi olur.
link-once = İkisinde de kullandığınız promosyon kodu yalnızca bir kez sayılır: { $n } kredi düşülür.
link-for-good = Diğer sohbete erişebilen herkes resimlerinizi görür ve kredilerinizi harcayabilir; bu yüzden yalnızca kendi sohbetinizi bağlayın. Bu işlem buradan geri alınamaz.
link-done = Bağlandı! Bu sohbet ile { $place } sohbet artık her şeyi paylaşıyor. { $balance } krediniz var.
link-joined =
    Az önce { $place } bir sohbet bağlandı: artık tablolarınız ve kredileriniz ortak. Toplam { $balance } krediniz var.
    Bunu siz yapmadınız mı? Hemen /paysupport ile yazın.
link-apart = Tamam, ayrı kalsınlar.

link-unclear = Bu bir koda benzemiyor: kod 10 harf ve rakamdan oluşur. Diğer sohbette /link yazarsanız yeni bir kod alırsınız.
link-own = Bu kod zaten bu sohbete ait. Onu diğer uygulamada gönderin.
link-full = Bir hesapta en fazla 20 sohbet olabilir; bu ikisi birlikte sınırı aşardı. O yüzden ayrı kalıyorlar.
link-over = Bu kodun süresi doldu. Yenisi için diğer sohbette /link gönderin.
link-unknown = Böyle bir kod bilmiyorum. Diğer sohbette /link yazarsanız yenisini alırsınız. { $n ->
    [0] Bu, şimdilik son denemenizdi: lütfen bir saat bekleyin.
    [one] Bu saat içinde tek bir deneme hakkınız kaldı.
   *[other] Bu saat içinde { $n } deneme hakkınız kaldı.
}
link-no-tries = Çok fazla yanlış kod girildi. Lütfen bir saat sonra, diğer sohbette /link ile alacağınız yeni kodla deneyin.
