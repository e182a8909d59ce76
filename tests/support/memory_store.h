// Keeps what a desk records, for a test to look at and to fold again.

#pragma once

#include "core/desk/driver/record_store.h"
#include "core/desk/events/codec.h"

#include <vector>

namespace omni::test {

struct KeptRecord {
    Stamp stamp;
    std::uint32_t index = 0;
    std::uint16_t kind = 0;
    Bytes payload;
    bool isTape = false;
};

class MemoryStore final : public driver::RecordStore
{
public:
    void append(bool isTape, const journal::Record& record) override
    {
        records.push_back(
            {record.stamp, record.index, record.kind, Bytes(record.payload.begin(), record.payload.end()), isTape});
    }
    void complete(Sequence seq) override
    {
        completed = seq;
    }
    [[nodiscard]] Result<void> makeDurable(Sequence seq) override
    {
        ++syncs;
        if (fails) {
            return failure(Errc::Full, "the disk is full");
        }
        durable = seq;
        return {};
    }
    void emergency(const journal::Record& record) override
    {
        lastWords.push_back(
            {record.stamp, record.index, record.kind, Bytes(record.payload.begin(), record.payload.end()), false});
    }
    /// Facts of one kind, in order.
    template<class Fact> [[nodiscard]] std::vector<Fact> facts() const
    {
        std::vector<Fact> found;
        for (const KeptRecord& record : records) {
            if (events::isFact(record.kind)) {
                const auto fact = events::decodeFact(record.stamp, record.kind, record.payload);
                if (const auto* one = fact ? std::get_if<Fact>(&*fact) : nullptr) {
                    found.push_back(*one);
                }
            }
        }
        return found;
    }

    std::vector<KeptRecord> records;
    std::vector<KeptRecord> lastWords; ///< After the record had failed.
    Sequence completed, durable;
    int syncs = 0;
    bool fails = false;
};

} // namespace omni::test
