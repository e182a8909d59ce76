#include "core/host/runtime/audit/audit_keeper.h"

#include <utility>

namespace omni::runtime {

AuditKeeper::AuditKeeper(const LockedProfile& profile, Clock& clock, Reporter reporter, std::function<void()> moved)
    : m_profile(profile)
    , m_clock(clock)
    , m_reporter(std::move(reporter))
    , m_moved(std::move(moved))
{
}

AuditKeeper::~AuditKeeper()
{
    if (m_book) {
        if (const auto end = m_book->end(); !end) {
            m_reporter.tell("the audit record was not closed: " + end.error().detail);
        }
    }
}

Outcome<std::shared_ptr<AuditBook>> AuditKeeper::opened()
{
    AuditWish wish;
    wish.moved = m_moved;
    wish.keepsReserve = true;
    auto book = AuditBook::open(m_profile, m_clock, m_reporter, std::move(wish));
    if (!book) {
        return tl::unexpected(book.error());
    }
    const std::lock_guard lock(m_mutex);
    m_book = std::move(*book);
    return m_book;
}

Outcome<std::shared_ptr<AuditBook>> AuditKeeper::book()
{
    const std::lock_guard opening(m_opening);
    {
        const std::lock_guard lock(m_mutex);
        if (m_book) {
            return m_book;
        }
    }
    return opened();
}

Outcome<std::shared_ptr<AuditBook>> AuditKeeper::fresh()
{
    const std::lock_guard opening(m_opening);
    std::shared_ptr<AuditBook> failed;
    {
        const std::lock_guard lock(m_mutex);
        if (m_book && !m_book->hasFailed()) {
            return m_book;
        }
        failed = std::exchange(m_book, nullptr);
    }
    if (failed) {
        // Where it lacks an entry and the disk works again it is still written: two may not write.
        static_cast<void>(failed->end());
    }
    return opened();
}

Result<void> AuditKeeper::keep(const audit::AuditEntry& entry)
{
    const auto record = book();
    if (!record) {
        return failure(Errc::Unavailable, record.error().message);
    }
    return (*record)->keep(entry);
}

std::uint64_t AuditKeeper::records() const
{
    std::shared_ptr<AuditBook> book;
    {
        const std::lock_guard lock(m_mutex);
        book = m_book;
    }
    return book ? book->log().durableUpTo() : 0;
}

} // namespace omni::runtime
