#include "core/host/runtime/history/history_follower.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

/// Of what a record is: a journal that has another one in its place is another journal.
std::uint32_t anchorOf(const journal::Record& record)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u64(record.stamp.seq.value);
    out.i64(record.stamp.wall.ns);
    out.u32(record.index);
    out.u16(record.kind);
    out.raw(record.payload);
    return crc32c(bytes);
}

} // namespace

HistoryFollower::HistoryFollower(ports::HistoryStore& store, const ports::LogFolder& folder, FollowOptions options)
    : m_store(store)
    , m_folder(folder)
    , m_options(std::move(options))
{
}

void HistoryFollower::note(const std::string& text) const
{
    if (m_options.note) {
        m_options.note(text);
    }
}

Result<bool> HistoryFollower::step(Sequence durable)
{
    if (!m_isReady) {
        const auto ready = prepare();
        if (!ready || !*ready) {
            return ready;
        }
    }
    auto more = takeBatch(durable);
    if (!more) {
        m_isReady = false; // the maker may be ahead of the store
        m_feed.reset();
    }
    return more;
}

/// False: the journal has no record yet.
Result<bool> HistoryFollower::prepare()
{
    m_feed.reset();
    m_extent.reset();
    const auto mark = m_store.mark();
    if (!mark) {
        return tl::unexpected(mark.error());
    }
    const auto install = journal::RecordFeed::open(m_folder, Sequence{1}).install();
    if (!install) {
        return false;
    }
    const bool isEmpty = mark->upTo.value == 0;
    std::string why;
    if (mark->install != *install) {
        why = isEmpty ? " " : "the history was of another journal and is made anew";
    } else if (mark->maker != RowMaker::version) {
        why = isEmpty ? " " : "the history was made by another version and is made anew";
    }
    if (why.empty()) {
        const auto seen = recall(*mark);
        if (!seen) {
            return tl::unexpected(seen.error());
        }
        const bool fits = isEmpty || (*seen && (*seen)->seq == mark->upTo && (*seen)->anchor == mark->anchor);
        why = fits ? std::string() : "the history knows records that the journal does not have, and is made anew";
    }
    if (!why.empty()) {
        if (auto done = restart(why, *install); !done) {
            return tl::unexpected(done.error());
        }
    } else {
        m_upTo = mark->upTo;
    }
    m_isReady = true;
    return true;
}

Result<void> HistoryFollower::restart(const std::string& why, const journal::InstallId& install)
{
    if (why != " ") {
        note(why);
    }
    m_maker = RowMaker();
    m_upTo = {};
    m_sinceMemory = 0;
    return m_store.wipe(install, RowMaker::version);
}

/// Folds what the history has already, and tells the last record of it.
Result<std::optional<HistoryFollower::Seen>> HistoryFollower::recall(const ports::HistoryMark& mark)
{
    m_maker = RowMaker();
    Sequence known = std::min(mark.memoryAt, mark.upTo);
    if (known.value > 0 && !m_maker.load(mark.memory)) {
        m_maker = RowMaker();
        known = {};
    }
    m_sinceMemory = 0;
    std::optional<Seen> last;
    // From the last record on that is known, so that it can be told even if none follows.
    auto feed = journal::RecordFeed::open(m_folder, Sequence{std::max<std::uint64_t>(known.value, 1)});
    for (const auto* record = feed.peek(); record != nullptr && record->stamp.seq <= mark.upTo; record = feed.peek()) {
        if (record->stamp.seq > known) {
            ports::HistoryBatch batch;
            if (auto done = m_maker.take(*record, batch); !done) {
                return tl::unexpected(done.error());
            }
            ++m_sinceMemory;
        }
        last = Seen{record->stamp.seq, anchorOf(*record)};
        feed.pass();
    }
    if (feed.peek() == nullptr) {
        if (auto whole = feed.ending(); !whole) {
            return tl::unexpected(whole.error());
        }
    }
    return last;
}

Result<bool> HistoryFollower::takeBatch(Sequence durable)
{
    std::optional<journal::FeedExtent> extent;
    if (!m_feed) {
        // Market data move what is durable all the time; the journal itself often rests.
        extent = journal::extentOf(m_folder);
        if (m_extent && extent == m_extent && m_isAtEnd) {
            return false;
        }
        m_feed.emplace(journal::RecordFeed::open(m_folder, Sequence{m_upTo.value + 1}));
    }
    ports::HistoryBatch batch;
    batch.upTo = m_upTo;
    std::size_t count = 0;
    const journal::Record* next = m_feed->peek();
    while (next != nullptr && next->stamp.seq <= durable
           && (count < m_options.batchRecords || next->stamp.seq == batch.upTo)) {
        if (auto done = m_maker.take(*next, batch); !done) {
            return tl::unexpected(done.error());
        }
        batch.upTo = next->stamp.seq;
        batch.anchor = anchorOf(*next);
        ++count;
        m_feed->pass();
        next = m_feed->peek();
    }
    if (count > 0) {
        if (auto done = m_store.apply(batch); !done) {
            return tl::unexpected(done.error());
        }
        m_upTo = batch.upTo;
        m_sinceMemory += count;
        if (m_sinceMemory >= m_options.memoryEvery) {
            if (auto kept = keepMemory(); !kept) {
                return tl::unexpected(kept.error());
            }
        }
    }
    if (next != nullptr && next->stamp.seq <= durable) {
        return true;
    }
    // The file may grow: what was mapped of it is old.
    auto whole = next == nullptr ? m_feed->ending() : Result<void>();
    m_isAtEnd = next == nullptr;
    m_extent = extent;
    m_feed.reset();
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    return false;
}

Result<void> HistoryFollower::keepMemory()
{
    if (!m_isReady || m_upTo.value == 0 || m_sinceMemory == 0) {
        return {};
    }
    Bytes memory;
    m_maker.save(memory);
    auto kept = m_store.keep(memory);
    if (kept) {
        m_sinceMemory = 0;
    }
    return kept;
}

} // namespace omni::runtime
