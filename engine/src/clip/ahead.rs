//! Looks for motion ahead of the painting, on a thread of its own and on all cores, so that a GPU
//! need not wait for it.

use std::{
    ops::Range,
    sync::{
        Arc,
        mpsc::{SyncSender, sync_channel},
    },
    thread,
};

use rayon::prelude::*;

use super::{
    frames::{Link, Photo},
    request::Request,
};

/// A frame's photo, and how it follows from the one before.
pub(super) struct LinkedPhoto {
    pub(super) photo: Arc<Photo>,
    /// `None` if a scene begins.
    pub(super) link: Option<Link>,
}

/// The frames of each scene of a clip. Scenes do not depend on each other: a painter that gets
/// [`Request::part`] of a clip paints the same frames as one that paints all of it, and several
/// painters can have a scene each.
#[must_use]
pub fn scenes(request: &Request) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = with_linked_photos(request, 0, |photos| {
        let is_start = |photo: &LinkedPhoto| photo.link.is_none();
        let numbered = photos.enumerate();
        numbered
            .filter(|(_, photo)| is_start(photo))
            .map(|(number, _)| number)
            .collect()
    });
    starts.push(request.frames.len());

    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Gives `work` the frames from one on, each with its link, and ends when it ends.
pub(super) fn with_linked_photos<R>(
    request: &Request,
    from: usize,
    work: impl FnOnce(&mut dyn Iterator<Item = LinkedPhoto>) -> R,
) -> R {
    let ahead = rayon::current_num_threads();
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(ahead);
        scope.spawn(move || send_all(request, from, ahead, &sender));

        // It is dropped before the thread is waited for, which then has nobody to send to.
        work(&mut receiver.into_iter())
    })
}

fn send_all(request: &Request, from: usize, at_once: usize, to: &SyncSender<LinkedPhoto>) {
    let count = request.frames.len();
    let mut before = (from > 0).then(|| Arc::new(Photo::new(request, from - 1)));

    for start in (from..count).step_by(at_once.max(1)) {
        let numbers = start..(start + at_once).min(count);
        let photos: Vec<Arc<Photo>> = numbers
            .into_par_iter()
            .map(|number| Arc::new(Photo::new(request, number)))
            .collect();

        let earlier = |place: usize| match place {
            0 => before.as_ref(),
            _ => Some(&photos[place - 1]),
        };
        let linked: Vec<LinkedPhoto> = (0..photos.len())
            .into_par_iter()
            .map(|place| linked(earlier(place).map(AsRef::as_ref), &photos[place]))
            .collect();

        before = photos.last().cloned().or(before);
        for photo in linked {
            if to.send(photo).is_err() {
                return;
            }
        }
    }
}

fn linked(earlier: Option<&Photo>, photo: &Arc<Photo>) -> LinkedPhoto {
    let link = earlier.and_then(|earlier| {
        let link = Link::back(earlier, photo);
        (!link.is_cut(earlier, photo)).then_some(link)
    });

    LinkedPhoto {
        photo: Arc::clone(photo),
        link,
    }
}
