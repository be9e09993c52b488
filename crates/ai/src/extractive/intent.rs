//! What a message is before it is a question: a greeting, a wish for a person, or nothing readable.

use crate::text::{normalise, terms};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    Question,
    Greeting,
    Thanks,
    Goodbye,
    /// Wants a human.
    Person,
    /// Neither words nor numbers.
    Empty,
}

const PERSON: [&str; 30] = [
    "talk to a human",
    "speak to a human",
    "talk to a person",
    "speak to a person",
    "talk to someone",
    "speak to someone",
    "speak with someone",
    "talk with someone",
    "speak with a",
    "talk with a",
    "real person",
    "real human",
    "human please",
    "human being",
    "live agent",
    "live person",
    "an agent",
    "agent please",
    "to an operator",
    "talk to a rep",
    "speak to a rep",
    "representative please",
    "talk to your manager",
    "speak to your manager",
    "talk to the manager",
    "speak to the manager",
    "speak to a manager",
    "talk to a manager",
    "transfer me",
    "connect me",
];

/// Asking whether one can speak to a person somewhere is a wish; asking about a person is a question.
const PERSON_WORDS: [&str; 8] = ["human", "agent", "person", "operator", "representative", "someone", "manager", "staff"];

const GREETINGS: [&str; 14] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "greetings",
    "good morning",
    "good afternoon",
    "good evening",
    "hi there",
    "hello there",
    "hey there",
    "how are you",
    "yo",
];
const THANKS: [&str; 16] = [
    "thanks",
    "thank you",
    "thx",
    "ty",
    "cheers",
    "much appreciated",
    "appreciate it",
    "great",
    "perfect",
    "awesome",
    "cool",
    "ok",
    "okay",
    "got it",
    "lol",
    "nice",
];
const GOODBYES: [&str; 7] = ["bye", "goodbye", "see you", "see ya", "have a nice day", "have a good day", "good night"];

/// Words that stand beside a greeting without making it more.
const FILLERS: [&str; 22] = [
    "so", "much", "very", "you", "that", "thats", "it", "all", "again", "for", "your", "help", "the", "a", "lot", "everyone", "team",
    "guys", "info", "today", "is", "then",
];

pub fn intent(message: &str) -> Intent {
    let text = normalise(message).to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Intent::Empty;
    }
    let plain = words.join(" ").replace('\'', "");
    let padded = format!(" {plain} ");
    let wants_person = PERSON.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
        || words.len() <= 4 && words.last().is_some_and(|last| PERSON_WORDS.contains(last)) && !text.contains('?');
    if wants_person {
        return Intent::Person;
    }
    for (phrases, intent) in
        [(THANKS.as_slice(), Intent::Thanks), (GOODBYES.as_slice(), Intent::Goodbye), (GREETINGS.as_slice(), Intent::Greeting)]
    {
        if is_only(&plain, phrases) {
            return intent;
        }
    }
    if !terms(&text).is_empty() || words.len() > 2 { Intent::Question } else { Intent::Empty }
}

/// Whether the message is made of such phrases and fillers, one of them at least a phrase.
fn is_only(plain: &str, phrases: &[&str]) -> bool {
    let all: Vec<&str> = [THANKS.as_slice(), GREETINGS.as_slice(), GOODBYES.as_slice()].concat();
    let mut rest = format!(" {plain} ");
    let mut found = false;
    let mut longest_first = all;
    longest_first.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    for phrase in longest_first {
        let padded = format!(" {phrase} ");
        while rest.contains(&padded) {
            found |= phrases.contains(&phrase);
            rest = rest.replacen(&padded, " ", 1);
        }
    }
    found && rest.split_whitespace().all(|word| FILLERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_small_talk_from_questions() {
        for text in ["Hi", "hello there!", "Good morning", "hey"] {
            assert_eq!(intent(text), Intent::Greeting, "{text}");
        }
        for text in ["lol thanks", "Thank you so much for your help!", "great, thanks", "ok"] {
            assert_eq!(intent(text), Intent::Thanks, "{text}");
        }
        assert_eq!(intent("bye, have a nice day"), Intent::Goodbye);
        assert_eq!(intent("???"), Intent::Empty);
        for text in ["Hi, do you sell tires?", "thanks, and the warranty?", "warranty battery?", "great deals on SUVs?"] {
            assert_eq!(intent(text), Intent::Question, "{text}");
        }
    }

    #[test]
    fn recognises_the_wish_for_a_person() {
        for text in [
            "I want to talk to a human",
            "agent please",
            "Can I speak to someone?",
            "human",
            "get me a manager",
            "Please connect me with a real person",
            "Could I speak with a representative?",
        ] {
            assert_eq!(intent(text), Intent::Person, "{text}");
        }
        for text in ["Who is the sales manager?", "How many staff do you have?", "Can another person drive the loaner?"] {
            assert_eq!(intent(text), Intent::Question, "{text}");
        }
    }
}
