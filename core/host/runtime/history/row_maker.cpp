#include "core/host/runtime/history/row_maker.h"

#include "core/desk/driver/decoded_record.h"

namespace omni::runtime {

Result<void> RowMaker::take(const journal::Record& record, ports::HistoryBatch& batch)
{
    return driver::decoded(
        record, [&](const events::Fact& fact) { takeFact(record, fact, batch); },
        [&](const events::Event& event) { takeEvent(record, event, batch); });
}

void RowMaker::addOrder(const journal::Record& record, OrderId id, std::string_view text,
                        ports::HistoryBatch& batch) const
{
    const auto* order = m_state.ledger.find(id);
    if (order == nullptr) {
        return;
    }
    batch.orders.push_back({record.stamp.seq, *order, std::string(text)});
    if (const auto* partner = m_state.ledger.find(order->partner)) {
        batch.orders.push_back({record.stamp.seq, *partner, {}});
    }
}

void RowMaker::save(Bytes& out) const
{
    ByteWriter writer(out);
    writer.u32(version);
    writer.u32(engine::deskStateVersion);
    Bytes state;
    ByteWriter stateWriter(state);
    m_state.save(stateWriter);
    writer.blob(state);
    m_trips.save(writer);
    m_equity.save(writer, m_state);
    writer.varint(m_proposed.size());
    for (const auto& [proposal, proposed] : m_proposed) {
        writer.varint(proposal.value);
        writer.signedVarint(proposed.reference.count);
        writer.signedVarint(proposed.size.count);
        writer.boolean(proposed.loss.has_value());
        writer.signedVarint(proposed.loss.value_or(Money{}).e8);
    }
}

Result<void> RowMaker::load(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    if (in.u32() != version || in.u32() != engine::deskStateVersion || !in.ok()) {
        return failure(Errc::Newer, "the memory of the history is of another version");
    }
    const Bytes stateBytes = in.blob(in.left());
    ByteReader stateReader(stateBytes);
    if (auto done = m_state.load(stateReader); !done) {
        return done;
    }
    m_trips.load(in);
    m_equity.load(in);
    m_proposed.clear();
    for (std::uint64_t count = in.varint(); count > 0 && in.ok(); --count) {
        const ProposalId proposal{in.varint()};
        Proposed proposed;
        proposed.reference = {in.signedVarint()};
        proposed.size = {in.signedVarint()};
        const bool hasLoss = in.boolean();
        const Money loss{in.signedVarint()};
        proposed.loss = hasLoss ? std::optional(loss) : std::nullopt;
        m_proposed.insertOrAssign(proposal, proposed);
    }
    return in.finished() ? Result<void>() : failure(Errc::Corrupt, "the memory of the history is damaged");
}

} // namespace omni::runtime
