#include "core/desk/driver/replay.h"

#include "core/desk/driver/record_scan.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/engine/engine.h"
#include "core/desk/engine/fold.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/aside.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/reader.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace omni::driver {

namespace {

constexpr std::uint64_t progressEvery = 100'000;

class Replay
{
public:
    Replay(const ports::LogFolder& folder, const ReplayProgress& progress, const StopFlag* stop)
        : m_folder(folder)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    Result<ReplayResult> run()
    {
        auto scan = scanRecord(m_folder);
        if (!scan) {
            return tl::unexpected(scan.error());
        }
        m_scan = std::move(*scan);
        if (auto found = journal::newestCheckpoint(m_folder, Sequence{std::numeric_limits<std::uint64_t>::max()})) {
            m_result.notes = found->notes;
            m_checkpoint = std::move(found->checkpoint);
        }
        std::ranges::move(journal::asideNotes(m_folder), std::back_inserter(m_result.notes));
        auto reader = journal::MergedReader::open(m_folder);
        journal::Record record;
        m_result.identical = true;
        while (m_result.identical && reader.next(record)) {
            if (m_stop != nullptr && m_stop->isStopRequested()) {
                return failure(Errc::Denied, "stopped");
            }
            const auto done = events::isFact(record.kind) ? takeFact(record) : takeInput(record);
            if (!done) {
                return failure(done.error().code,
                               "record " + std::to_string(record.stamp.seq.value) + ": " + done.error().detail);
            }
        }
        if (m_result.identical) {
            noteEnds(reader);
            if (auto ended = finish(); !ended) {
                return tl::unexpected(ended.error());
            }
        }
        m_result.hash = state().hash();
        return std::move(m_result);
    }

private:
    [[nodiscard]] const engine::DeskState& state() const noexcept
    {
        return m_folded ? *m_folded : m_engine.state();
    }

    Result<void> takeInput(const journal::Record& record)
    {
        if (!m_folded && isBehindTheCut(record.stamp)) {
            if (auto done = cutBefore(record.stamp.seq); !done) {
                return done;
            }
        }
        if (record.kind == events::sessionStartedKind && isCutShort() && !isWhole(m_boot)) {
            if (auto done = resumeBefore(record.stamp.seq); !done) {
                return done;
            }
        }
        if (!allFactsSeen()) {
            return {};
        }
        compareCheckpoint(record.stamp.seq);
        const bool isNext = record.stamp.seq.value == m_last.value + 1;
        const std::uint64_t gap = record.stamp.seq.value - m_last.value - 1;
        m_last = record.stamp.seq;
        m_boot = record.stamp.boot;
        if (++m_result.events % progressEvery == 0 && m_progress) {
            m_progress(m_result.events);
        }
        if (events::isTape(record.kind)) {
            return takeTick(record, gap);
        }
        auto event = events::decodeEvent(record.stamp, record.kind, record.payload);
        if (!event) {
            return tl::unexpected(event.error());
        }
        if (std::holds_alternative<events::SessionStarted>(*event)) {
            decideAgain(record.stamp);
        } else if (!isNext) {
            tornBefore(record.stamp.seq, gap);
        }
        if (m_folded) {
            static_cast<void>(engine::fold(*m_folded, record.stamp, *event));
            return {};
        }
        static_cast<void>(m_engine.apply(record.stamp, *event, m_out)); // a refused input was refused then, too
        expect(record.stamp);
        return {};
    }

    Result<void> takeTick(const journal::Record& record, std::uint64_t gap)
    {
        if (gap > 0) {
            tornBefore(record.stamp.seq, gap);
        }
        if (m_folded) {
            return {};
        }
        market::Tick tick;
        if (!events::decodeTick(record.stamp, record.kind, record.payload, tick)) {
            return failure(Errc::Corrupt, "the tape's contents do not fit their kind");
        }
        m_engine.applyTick(record.stamp, tick, m_out);
        expect(record.stamp);
        return {};
    }

    Result<void> takeFact(const journal::Record& record)
    {
        if (record.stamp.seq != m_last) { // the tape lost the tick on which this was decided
            if (!allFactsSeen()) {
                return {};
            }
            tornBefore(record.stamp.seq, record.stamp.seq.value - m_last.value);
            m_last = record.stamp.seq;
        }
        if (m_folded) {
            const auto fact = events::decodeFact(record.stamp, record.kind, record.payload);
            if (!fact) {
                return tl::unexpected(fact.error());
            }
            engine::fold(*m_folded, record.stamp, *fact);
            return {};
        }
        if (m_seen >= m_out.facts.size()) {
            differ(record.stamp.seq,
                   "recorded a decision that is not made again (kind " + std::to_string(record.kind) + ")");
            return {};
        }
        m_bytes.clear();
        const auto& again = m_out.facts[m_seen++];
        events::encode(record.stamp, again, m_bytes);
        if (events::kindOf(again) != record.kind
            || !std::equal(m_bytes.begin(), m_bytes.end(), record.payload.begin(), record.payload.end())) {
            differ(record.stamp.seq,
                   "decided otherwise: kind " + std::to_string(record.kind) + " was recorded, kind "
                       + std::to_string(events::kindOf(again)) + " is decided now"
                       + (events::kindOf(again) == record.kind ? " with other contents" : ""));
        }
        return {};
    }

    void expect(const Stamp&)
    {
        ++m_result.decided;
        m_seen = 0;
    }

    /// Every decision made again upon the last input was recorded, too.
    bool allFactsSeen()
    {
        if (m_folded || m_seen == m_out.facts.size()) {
            return true;
        }
        differ(m_last,
               "decides now what was not recorded then (kind " + std::to_string(events::kindOf(m_out.facts[m_seen]))
                   + ")");
        return false;
    }

    [[nodiscard]] bool isCutShort() const noexcept
    {
        return !m_folded && m_seen < m_out.facts.size();
    }

    /// The session before was cut off in the middle of an event: the next one started without its last decisions.
    Result<void> resumeBefore(Sequence seq)
    {
        noteCut();
        auto recovered = recoverDesk(m_folder, {.usesCheckpoint = false, .before = seq});
        if (!recovered) {
            return tl::unexpected(recovered.error());
        }
        m_engine = engine::Engine();
        m_engine.resume(std::move(recovered->state));
        m_out.clear();
        m_seen = 0;
        return {};
    }

    void noteCut()
    {
        m_result.notes.push_back("the record of a session ends in the middle of event " + std::to_string(m_last.value)
                                 + ": its last decisions were never written");
    }

    void differ(Sequence seq, std::string text)
    {
        m_result.identical = false;
        m_result.firstDifference = seq;
        m_result.text = std::move(text);
    }

    /// `missing` events, all in front of `seq` or it included, are nowhere on record.
    void tornBefore(Sequence seq, std::uint64_t missing)
    {
        m_missing += missing;
        if (m_folded) {
            return;
        }
        m_result.notes.push_back("the tape is torn before event " + std::to_string(seq.value)
                                 + ": from there to the end of that session facts are booked, not decided again");
        m_folded = m_engine.state();
        m_out.clear();
        m_seen = 0;
    }

    /// A session starts from the durable state alone, so that deciding can begin anew here.
    void decideAgain(const Stamp& start)
    {
        noteMissing();
        if (m_folded) {
            m_result.notes.push_back("from event " + std::to_string(start.seq.value) + " on, the start of session "
                                     + std::to_string(start.boot) + ", every decision is made again");
            m_engine = engine::Engine();
            m_engine.resume(std::move(*m_folded));
            m_folded.reset();
        }
    }

    /// What a start would cut: a record that is being written is none of it.
    void noteEnds(const journal::MergedReader& reader)
    {
        for (const auto stream : journal::allStreams) {
            const auto& ending = reader.ending(stream);
            const bool isBroken = ending.condition == journal::Condition::Hole
                || (ending.condition == journal::Condition::Torn && !ending.isCutOff);
            if (isBroken) {
                m_result.notes.push_back(ending.text + "; the " + std::to_string(ending.bytesLeft)
                                         + " bytes from there on are not read");
            }
        }
    }

    void noteMissing()
    {
        if (m_missing > 0) {
            m_result.notes.push_back(std::to_string(m_missing) + " events of that session are missing from the tape");
            m_missing = 0;
        }
    }

    /// `next` is the sequence about to be taken: the state is as after everything below it.
    void compareCheckpoint(Sequence next)
    {
        if (!m_checkpoint || m_checkpoint->seq >= next) {
            return;
        }
        if (state().hash() != m_checkpoint->stateDigest) {
            differ(m_checkpoint->seq, "the state differs from the one that the checkpoint there promises");
        }
        m_checkpoint.reset();
    }

    Result<void> finish()
    {
        noteMissing();
        if (isCutShort() && !isWhole(m_boot)) {
            return resumeBefore(Sequence{m_last.value + 1}); // for the hash: as recovery would find it
        }
        if (allFactsSeen()) {
            compareCheckpoint(Sequence{m_last.value + 1});
        }
        return {};
    }

    /// The session of that boot was ended in order: nothing of it may be missing.
    [[nodiscard]] bool isWhole(std::uint32_t boot) const noexcept
    {
        const auto* session = m_scan.find(boot);
        return session != nullptr && session->hasEnded;
    }

    /// Market data behind the last record of a session that was cut off: what was decided upon them, if anything, never
    /// reached the journal, so nothing of it is to be decided now.
    [[nodiscard]] bool isBehindTheCut(const Stamp& stamp) const noexcept
    {
        const auto* session = m_scan.find(stamp.boot);
        return session == nullptr || (!session->hasEnded && stamp.seq > session->last);
    }

    Result<void> cutBefore(Sequence seq)
    {
        if (isCutShort()) {
            if (auto done = resumeBefore(seq); !done) {
                return done;
            }
        } else {
            m_result.notes.push_back("a session was cut off behind event " + std::to_string(m_last.value)
                                     + ": market data behind it are not decided upon");
        }
        m_folded = m_engine.state();
        m_out.clear();
        m_seen = 0;
        return {};
    }

    const ports::LogFolder& m_folder;
    const ReplayProgress& m_progress;
    const StopFlag* m_stop;
    ReplayResult m_result;
    engine::Engine m_engine;
    engine::Output m_out;
    std::size_t m_seen = 0; ///< Of the decisions in `m_out`, those compared.
    std::optional<engine::DeskState> m_folded; ///< While deciding again is impossible.
    std::optional<journal::Checkpoint> m_checkpoint;
    RecordScan m_scan;
    Sequence m_last;
    std::uint64_t m_missing = 0; ///< Events of this session that are nowhere on record.
    std::uint32_t m_boot = 0;
    Bytes m_bytes;
};

} // namespace

Result<ReplayResult> replayJournal(const ports::LogFolder& folder, const ReplayProgress& progress, const StopFlag* stop)
{
    return Replay(folder, progress, stop).run();
}

} // namespace omni::driver
