// A desk's record with the audit record beside it: what people asked for, and what was decided about rights, limits and
// latches, stands in both, and in the audit record before anything that follows from it can leave (the outbox's own
// entries come behind these, and it waits for those).
//
// A simulated session has no outbox. Its messages to the venue stand here, made of the desk's intents.

#pragma once

#include "core/desk/driver/record_store.h"
#include "core/desk/engine/engine.h"
#include "core/host/runtime/audit/audit_book.h"
#include "core/host/runtime/audit/message_words.h"

#include <optional>

namespace omni::runtime {

class AuditedStore final : public driver::RecordStore
{
public:
    struct Options {
        /// Of a session without an outbox: its messages, too. Where the disk does not keep up it is waited for.
        const MessageWords* messages = nullptr;
        /// `makeDurable` waits for the audit record as it does for the inner one. Not where an outbox does.
        bool waits = false;
    };
    /// Both outlive the store.
    AuditedStore(driver::RecordStore& inner, AuditBook& book, Options options) noexcept
        : m_inner(inner)
        , m_book(book)
        , m_options(options)
    {
    }
    /// Whose state knows the names. Before the first record; it outlives the last.
    void showEngine(const engine::Engine& engine) noexcept
    {
        m_engine = &engine;
    }

    void append(bool isTape, const journal::Record& record) override;
    void complete(Sequence seq) override
    {
        m_inner.complete(seq);
    }
    [[nodiscard]] Result<void> makeDurable(Sequence seq) override;
    void emergency(const journal::Record& record) override;

private:
    void tell(const journal::Record& record);
    void tellMessage(const events::Fact& fact);
    void hand(audit::AuditEntry entry, const journal::Record* record);

    driver::RecordStore& m_inner;
    AuditBook& m_book;
    Options m_options;
    const engine::Engine* m_engine = nullptr;
};

} // namespace omni::runtime
