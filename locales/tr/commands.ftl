# What each command does: the lines of /help and of a messenger's menu.

help =
    Bana bir fotoğraf, ardından stilini beğendiğiniz bir resim gönderin; ikisini birden de gönderebilirsiniz. Fotoğrafınızı o stilde bir tabloya dönüştürürüm.

command-start = merhaba deyin
command-new = yeni bir tabloya başlayın
command-styles = seçebileceğiniz stiller
command-status = tablolarınız ne durumda
command-history = son tablolarınız
command-cancel = bir tabloyu durdurun
command-balance = kredileriniz
command-link = diğer uygulamalardaki sohbetleri bağlayın
command-settings = dil ve tercihler
command-help = neler yapabilirim
command-privacy = neyi, ne kadar süre saklıyorum
command-terms = kullanım koşulları
command-paysupport = ödemelerle ilgili yardım
command-delete-me = hakkınızda bildiğim her şeyi silin

command-unknown = Böyle bir komut bilmiyorum. Bildiklerim: /help

terms =
    Lütfen yalnızca kullanma hakkınız olan ve kimseyi incitmeyen resimler gönderin. Resimleriniz ve tablolarınız sizin kalır.
    Krediler daha büyük ve daha ayrıntılı tablolar içindir. Bir tablo olmazsa ya da siz iptal ederseniz kredileri hemen geri alırsınız.

privacy =
    Resimleriniz yalnızca sizindir. Gönderdikleriniz { $n } gün sonra silinir; bitmiş tablolar siz silene kadar kalır.
    Sohbetinizin numarasını ve dilinizi bilirim; VK’da ayrıca adınızı ve VK söylerse saat diliminizi; istediyseniz makbuzlarınızın nereye gönderileceğini; ekibimize yazdıklarınızı; bir programın bitmiş bir tablonun fotoğrafında ne gördüğünü, örneğin bir kale; kanvas için de yalnızca teslimatta kullanılan bir ad, telefon numarası ve adres. Ücretsiz hakları adil paylaştırmak için, sohbet sayfasını kullandığınız ağ adresinin kriptografik özetini iki gün saklarım. Fazlası yok. /delete_me her şeyi siler; geriye yalnızca adınız olmadan tutulan hesap kayıtları ve yoldaki bir kanvas için hâlâ gerekenler kalır. Daha önce alınmış yedekler yalnızca onarım için kullanılır ve süreleri dolunca silinir.

operator-name = Bu botu işleten: { $name }.
operator-contact = İletişim: { $contact }
