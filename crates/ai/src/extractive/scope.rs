//! Signs that no document of a business holds the answer, whatever the business: the customer's own affairs, other times,
//! other places, work to be done. General turns of speech; none of them decides alone.

use std::sync::LazyLock;

use regex::Regex;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// "Is my car ready", "why was I charged": only a person with the files knows.
    pub personal: bool,
    /// "Last year", "the previous owner", "will you open": documents tell what holds now.
    pub other_time: bool,
    /// "Across the street", "near me": somebody else's business.
    pub elsewhere: bool,
    /// "Write a poem", "should I buy": asks for work, advice or talk.
    pub task: bool,
}

static PERSONAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?:
        (?:was|am|were)\ (?:i|we)\ (?:\w+\ )?(?:charged|billed|approved|booked|registered|still|eligible|covered|under|on)
        | you\ charged\ me | did\ you\ (?:charge|bill|get|receive|take|send|find|ship|fix)\b
        | why\ (?:did|was|were|is|am|has|have|do)\ (?:you|i|we|my|our)\b
        | status\ of\ (?:my|our)
        | is\ (?:my|our)\ (?:\w+\ ){1,2}(?:done|ready|tomorrow|today|finished|confirmed|here|there|still|at|on|coming|back)
        | when\ (?:will|is|does|do|did|can)\ (?:my|our)\b | where\ (?:is|are)\ (?:my|our)\b | where's\ (?:my|our)\b
        | (?:did|has|have)\ (?:my|our)\b
        | my\ (?:order|invoice|bill|balance|account|application|refund|claim|case|last\ visit|payment\ due)\ (?:\w+\ )?(?:\d|from|is|was|yet|already|number)
        | my\ (?:order|account|balance|bill|invoice|appointment|application|last\ visit)\b
        | taken\ from\ my | tell\ me\ whether | (?:will|would)\ (?:i|we)\ (?:get|be)\ approved | be\ approved
        | will\ you\ give\ (?:me|us) | would\ you\ give\ (?:me|us) | get\ for\ (?:my|our)\b | offer\ me\ for
        | for\ my\ (?:19|20)\d\d | my\ (?:car|trade|house|\w+)\ worth
        | previous\ customer | other\ customers
        )",
    )
    .ok()
});

static OTHER_TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?:
        last\ (?:year|month|week|spring|summer|fall|winter|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
        | previous(?:ly)? | former(?:ly)? | used\ to\ (?:be|cost|have) | back\ then | in\ the\ past
        | (?:was|were)\ (?:the|your|it)\b
        | next\ (?:year|month|spring|summer|fall|autumn|winter|decade) | in\ the\ future | coming\ (?:out|soon)
        | will\ (?:there|it)\ be | will\ you\ (?:ever|open|offer|have|add|start|build|stop)
        )",
    )
    .ok()
});

static ELSEWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?:
        across\ (?:the\ street|the\ road|town) | near\ me | nearby | next\ door | around\ here | somewhere\ else
        | (?:other|another|rival)\ (?:shop|store|dealer|dealership|compan|clinic|practice|hotel|gym|club|place|business|provider|maker)\w*
        | competitors?\b | compared?\ (?:with|to) | compare\ (?:with|to) | at\ the\ (?:train\ station|airport|mall|supermarket)
        )",
    )
    .ok()
});

static TASK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?:
        write\ (?:me\ )?(?:a|an|some)\b | (?:a\ )?(?:poem|joke|recipe|essay|song)\b | translate\b
        | who\ won\b | capital\ of\b | (?:the|what's\ the)\ weather
        | should\ i\ (?:buy|get|choose|pick|invest) | which\ (?:\w+\ ){1,2}should\ i
        | (?:do|what\ do|would)\ you\ (?:think|recommend|prefer|believe) | you\ recommend
        | why\ does\ my\b | what's\ wrong\ with\ my
        | are\ you\ (?:a\ )?(?:human|real|robot|married|happy|conscious)
        | ignore\ (?:all|your|the|previous) | you\ are\ now | pretend
        | how\ (?:do|can|would|should|to)\ (?:i\ |you\ )?.*\b(?:myself|yourself|at\ home)\b
        )",
    )
    .ok()
});

impl Signs {
    /// `lower` is the question in lower case.
    pub fn read(lower: &str) -> Self {
        let says = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(lower));
        Self { personal: says(&PERSONAL), other_time: says(&OTHER_TIME), elsewhere: says(&ELSEWHERE), task: says(&TASK) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_customers_own_affairs_are_told_from_rules() {
        for text in [
            "is my car ready?",
            "why was i charged twice",
            "where is my order 4481",
            "did you get my payment",
            "am i still under contract?",
        ] {
            assert!(Signs::read(text).personal, "{text}");
        }
        for text in
            ["can i bring my dog", "how long is my deposit held", "do i pay for my children", "what must i bring to sell you my car"]
        {
            assert_eq!(Signs::read(text), Signs::default(), "{text}");
        }
    }

    #[test]
    fn other_times_places_and_tasks() {
        assert!(Signs::read("what was the price in 2023").other_time);
        assert!(Signs::read("who was the previous owner").other_time);
        assert!(Signs::read("how much is it at the shop across the street").elsewhere);
        assert!(Signs::read("write me a poem about the lake").task);
        assert!(Signs::read("how do i jump start a car myself").task);
    }
}
