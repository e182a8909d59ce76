// needs: host/audit_verify
//
// Any bytes as segments, anchors and keys of an audit record: judged in words, with every part in the bytes.

#include "tests/fuzz/fuzz.h"

#include "core/host/audit_verify/chain_check.h"

#include <string_view>

using namespace omni;
using namespace omni::audit_verify;

namespace {

void checkParts(Octets bytes)
{
    const auto record = readRecord(bytes);
    if (!record) {
        return;
    }
    fuzz::require(record->all.size() >= leastRecord && record->all.size() <= mostRecord
                      && record->all.size() <= bytes.size(),
                  "a record outside of the bytes");
    const auto* const end = reinterpret_cast<const char*>(bytes.data() + record->all.size());
    fuzz::require(!record->action.empty() && record->object.data() + record->object.size() <= end - 64,
                  "a text outside of its record");
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    static const bool hasStarted = startProofs();
    require(hasStarted, "libsodium does not start");
    const Octets bytes(reinterpret_cast<const unsigned char*>(input.data()), input.size());
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());

    checkParts(bytes);
    if (bytes.size() > headerSize) {
        checkParts(bytes.subspan(headerSize));
    }
    static_cast<void>(isTornWrite(bytes, headerSize, 1, 1, Hash{}));
    static_cast<void>(cutFromText(text));
    if (const auto anchor = anchorFromText(text)) {
        require(wordsFromText(anchor->words) == anchor->words, "words of two forms");
    }
    static_cast<void>(keyFromText(text));

    // Once as a whole record, once cut in two files.
    for (const std::size_t cut : {bytes.size(), bytes.size() / 2}) {
        ChainCheck check({});
        if (check.take(1, bytes.first(cut)) && cut < bytes.size()) {
            static_cast<void>(check.take(2, bytes.subspan(cut)));
        }
        const auto verdict = check.verdict();
        require((verdict.judgement == Judgement::Good) == verdict.why.empty(), "a fault without a word");
        require(verdict.judgement != Judgement::Tampered || verdict.firstBad == verdict.records + 1,
                "the first bad record is not named");
    }
    return 0;
}
