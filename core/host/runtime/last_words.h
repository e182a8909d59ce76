// What the program says when it can not go on and nobody above can be told.

#pragma once

namespace omni::runtime {

/// No memory left, or an error that nothing met, such as a thread that the system does not give: a sentence on standard
/// error, then abort. Nothing is unwound, flushed or sent; what is on the disk is a prefix of what happened.
/// To be called once, before anything else.
void installLastWords() noexcept;

} // namespace omni::runtime
