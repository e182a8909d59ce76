#include "core/host/runtime/last_words.h"

#include "core/base/out_of_memory.h"
#include "core/host/runtime/standard_streams.h"

#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

namespace omni::runtime {

namespace {

constexpr int mostTries = 50; // of 100 ms, for somebody who does not read

/// By hand: a stream or a formatter would take memory.
void tell(std::string_view text) noexcept
{
    for (int tries = 0; !text.empty() && tries < mostTries;) {
        const StreamWrite done = writeSome(OutputStream::Error, text);
        text.remove_prefix(done.written);
        tries = done.written > 0 ? 0 : tries + 1;
        if (done.error != 0) {
            return;
        }
    }
}

constexpr std::string_view whatNow = "What is on record is safe. Orders may be open at the venue: the next start reads "
                                     "the record, asks the venue, and does not trade before it is armed.\n";

void noMemory() noexcept
{
    tell("omnitrade: the program ends here: there is no memory left.\n");
    tell(whatNow);
}

/// For what the exception says its type's own text is enough; it was made before.
void nothingMetIt() noexcept
{
    if (const auto error = std::current_exception()) {
        try {
            std::rethrow_exception(error);
        } catch (const std::bad_alloc&) { // from a library that does not ask operator new
            noMemory();
            std::abort();
        } catch (const std::exception& known) {
            tell("omnitrade: the program ends here: an error that nothing met: ");
            tell(known.what());
            tell("\n");
        } catch (...) {
            tell("omnitrade: the program ends here: an error that nothing met.\n");
        }
    } else {
        tell("omnitrade: the program ends here: it can not go on.\n");
    }
    tell(whatNow);
    std::abort();
}

} // namespace

void installLastWords() noexcept
{
    endWhenMemoryIsGone(noMemory);
    std::set_terminate(nothingMetIt);
}

} // namespace omni::runtime
