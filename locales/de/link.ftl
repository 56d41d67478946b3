# Several chats of one person, one account.

link-offer =
    Chattest du auch woanders mit mir? Dann schick dort das hier:

    /link { $code }

    Beide Chats teilen sich dann ein Guthaben und einen Verlauf. Der Code gilt { $n ->
        [one] { $n } Minute
       *[other] { $n } Minuten
    }. Behalte ihn für dich: Wer ihn hat, kommt an alles, was du hier hast.
link-question =
    Diesen Chat mit dem { $place } verknüpfen?
    Dort { $there ->
        [one] ist { $there } Credit
       *[other] sind { $there } Credits
    }, hier { $here }: zusammen macht das { $together } und einen gemeinsamen Verlauf.
link-once = Ein Gutscheincode, den du in beiden eingelöst hast, zählt nur einmal: { $n ->
    [one] { $n } Credit wird abgezogen.
   *[other] { $n } Credits werden abgezogen.
}
link-for-good = Wer Zugang zum anderen Chat hat, sieht deine Bilder und kann deine Credits ausgeben. Verknüpfe also nur eigene Chats. Rückgängig machen lässt sich das hier nicht.
link-done = Verknüpft! Dieser Chat und der { $place } teilen sich jetzt alles. Du hast { $balance ->
    [one] { $balance } Credit.
   *[other] { $balance } Credits.
}
link-joined =
    Ein Chat { $place } wurde gerade verknüpft: Er teilt sich jetzt deine Gemälde und deine Credits mit dir. Zusammen hast du { $balance ->
        [one] { $balance } Credit.
       *[other] { $balance } Credits.
    }
    Das warst nicht du? Schreib uns sofort über /paysupport.
link-apart = Gut, sie bleiben getrennt.

link-unclear = Das sieht nicht nach einem Code aus: Ein Code hat 10 Buchstaben und Ziffern. Einen neuen gibt dir /link im anderen Chat.
link-own = Dieser Code gehört genau zu diesem Chat. Schick ihn im anderen Messenger.
link-full = Ein Konto kann höchstens 20 Chats haben, und diese zwei hätten zusammen mehr. Deshalb bleiben sie getrennt.
link-over = Dieser Code ist abgelaufen. Schick im anderen Chat /link für einen neuen.
link-unknown = Diesen Code kenne ich nicht. Einen neuen gibt dir /link im anderen Chat. { $n ->
    [0] Das war vorerst dein letzter Versuch: Warte bitte eine Stunde.
    [one] In dieser Stunde hast du noch { $n } Versuch.
   *[other] In dieser Stunde hast du noch { $n } Versuche.
}
link-no-tries = Zu viele falsche Codes. Versuch es bitte in einer Stunde noch einmal, mit einem neuen über /link im anderen Chat.
