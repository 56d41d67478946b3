use vernissage::domain::incoming::{Incoming, RemoteFile};
use vernissage::domain::language::Language;
use vernissage::store::inbox::Update;
use vernissage::store::{Address, Arrivals};

use super::Store;
use super::fixtures::{NOON, arrivals, later, read, update};

pub(crate) async fn an_update_is_written_down_once(store: &dyn Store) {
    assert_eq!(
        store
            .receive(arrivals(vec![
                update("1", "anna", "hi"),
                update("1", "anna", "hi")
            ]))
            .await
            .unwrap(),
        1
    );

    assert_eq!(
        store
            .receive(arrivals(vec![
                update("1", "anna", "hi"),
                update("2", "anna", "again")
            ]))
            .await
            .unwrap(),
        1
    );

    let other = Arrivals {
        messenger: "another".into(),
        ..arrivals(vec![update("1", "anna", "hi")])
    };
    assert_eq!(store.receive(other).await.unwrap(), 1);
}

pub(crate) async fn what_was_received_and_the_files_of_a_chat_are_known(store: &dyn Store) {
    let updates = vec![
        update("1", "anna", "hi"),
        part("2", "cat", 0),
        part("3", "dog", 0),
    ];
    store.receive(arrivals(updates)).await.unwrap();

    assert!(store.is_known("test", "3").await.unwrap());
    assert!(!store.is_known("test", "4").await.unwrap());
    assert!(!store.is_known("another", "3").await.unwrap());

    let at = |chat: &str| Address {
        messenger: "test".to_owned(),
        external: chat.to_owned(),
    };
    let mut named: Vec<String> = store
        .named_files(&at("anna"))
        .await
        .unwrap()
        .into_iter()
        .collect();
    named.sort();
    assert_eq!(named, ["cat", "dog"]);
    assert!(store.named_files(&at("boris")).await.unwrap().is_empty());
}

pub(crate) async fn the_updates_of_a_chat_are_answered_in_their_order(store: &dyn Store) {
    let updates = vec![
        update("1", "anna", "a"),
        update("2", "anna", "b"),
        update("3", "boris", "c"),
    ];
    store.receive(arrivals(updates)).await.unwrap();

    let turns = store.ready_turns(NOON, 10).await.unwrap();
    let said: Vec<Incoming> = turns.into_iter().map(|turn| turn.incoming).collect();
    assert_eq!(
        said,
        [Incoming::Text("a".into()), Incoming::Text("c".into())]
    );
}

fn part(id: &str, file: &str, ready_in: u64) -> Update {
    let files = vec![RemoteFile {
        reference: file.into(),
        bytes: None,
        is_round: false,
    }];
    let incoming = Incoming::Files {
        files,
        caption: None,
    };
    Update {
        album: Some("album".into()),
        ready_at: later(ready_in),
        incoming,
        ..update(id, "anna", "")
    }
}

pub(crate) async fn an_album_is_one_turn_once_its_last_part_has_come(store: &dyn Store) {
    store
        .receive(arrivals(vec![part("1", "photo", 1)]))
        .await
        .unwrap();

    store
        .receive(arrivals(vec![
            update("2", "anna", "words"),
            part("3", "style", 2),
        ]))
        .await
        .unwrap();

    assert!(
        store.ready_turns(later(1), 10).await.unwrap().is_empty(),
        "the second part may bring a third"
    );

    let turns = store.ready_turns(later(2), 10).await.unwrap();
    assert_eq!(turns.len(), 1);
    assert_eq!(turns[0].updates.len(), 2);

    let Incoming::Files { files, .. } = &turns[0].incoming else {
        panic!("{turns:?}")
    };
    assert_eq!(
        files
            .iter()
            .map(|file| file.reference.as_str())
            .collect::<Vec<_>>(),
        ["photo", "style"]
    );
}

pub(crate) async fn what_is_postponed_waits_and_is_counted(store: &dyn Store) {
    store
        .receive(arrivals(vec![
            update("1", "anna", "a"),
            update("2", "anna", "b"),
        ]))
        .await
        .unwrap();

    let turn = store.ready_turns(NOON, 10).await.unwrap().remove(0);
    store.postpone(&turn.updates, later(5), NOON).await.unwrap();
    assert!(
        store.ready_turns(later(4), 10).await.unwrap().is_empty(),
        "the next one waits too"
    );

    let again = store.ready_turns(later(5), 10).await.unwrap();
    assert_eq!(
        (again.len(), again[0].updates.clone(), again[0].attempts),
        (1, turn.updates, 1)
    );
}

pub(crate) async fn what_is_given_back_waits_and_is_not_counted(store: &dyn Store) {
    store
        .receive(arrivals(vec![update("1", "anna", "a")]))
        .await
        .unwrap();

    let turn = store.ready_turns(NOON, 10).await.unwrap().remove(0);
    for _ in 0..2 {
        store
            .give_back(&turn.updates, later(5), NOON)
            .await
            .unwrap();
        assert!(store.ready_turns(later(4), 10).await.unwrap().is_empty());
        assert_eq!(
            store.ready_turns(later(5), 10).await.unwrap()[0].attempts,
            0
        );

        store.postpone(&turn.updates, later(5), NOON).await.unwrap();
        assert_eq!(
            store.ready_turns(later(5), 10).await.unwrap()[0].attempts,
            1
        );
    }
}

pub(crate) async fn what_a_dead_process_was_looking_at_is_due_at_once(store: &dyn Store) {
    store
        .receive(arrivals(vec![
            update("1", "anna", "a"),
            part("2", "photo", 3),
        ]))
        .await
        .unwrap();

    let turn = store.ready_turns(NOON, 10).await.unwrap().remove(0);
    store
        .postpone(&turn.updates, later(120), NOON)
        .await
        .unwrap();
    store.release_interrupted(later(1)).await.unwrap();

    let again = store.ready_turns(later(1), 10).await.unwrap();
    assert_eq!(
        (again.len(), again[0].updates.clone(), again[0].attempts),
        (1, turn.updates, 1)
    );

    let other = Update {
        chat: "boris".into(),
        ..part("3", "photo", 3)
    };
    store.receive(arrivals(vec![other])).await.unwrap();
    store.release_interrupted(later(1)).await.unwrap();
    assert_eq!(
        store.ready_turns(later(1), 10).await.unwrap().len(),
        1,
        "an album still waits for its parts"
    );
}

pub(crate) async fn the_cursor_is_kept_with_the_updates(store: &dyn Store) {
    assert_eq!(store.cursor("test").await.unwrap(), None);

    for position in ["5", "6"] {
        let cursor = Some(position.to_owned());
        store
            .receive(Arrivals {
                cursor,
                ..arrivals(vec![update(position, "anna", "a")])
            })
            .await
            .unwrap();
    }

    assert_eq!(store.cursor("test").await.unwrap().as_deref(), Some("6"));
}

pub(crate) async fn an_update_that_tells_no_language_changes_none(store: &dyn Store) {
    let update = |id: &str, language| Update {
        language,
        ..update(id, "anna", "hi")
    };

    for (id, told, known) in [
        ("1", None, Language::En),
        ("2", Some(Language::Ru), Language::Ru),
        ("3", None, Language::Ru),
    ] {
        store
            .receive(arrivals(vec![update(id, told)]))
            .await
            .unwrap();

        let chat = store.ready_turns(NOON, 1).await.unwrap()[0].chat;
        assert_eq!(
            read(store, chat).await.facts.account.language,
            known,
            "after update {id}"
        );
    }
}
