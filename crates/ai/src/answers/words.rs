//! What is said when nothing is quoted.

pub const GREETING: &str = "Hello! What would you like to know?";
pub const THANKS: &str = "You're welcome! Is there anything else you would like to know?";
pub const GOODBYE: &str = "Goodbye, and thank you for stopping by!";
pub const EMPTY: &str = "Could you put your question in a few words?";
pub const PERSON: &str = "Of course. I'm passing you to a colleague, who will reply here.";
pub const REFUSAL: &str = "I don't have a reliable answer to that in our documents, so I'd rather have a colleague answer you.";
