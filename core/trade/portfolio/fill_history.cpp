#include "core/trade/portfolio/fill_history.h"

#include "core/base/wide_int.h"
#include "core/trade/orders/order_bytes.h"

#include <algorithm>
#include <limits>

namespace omni::portfolio {

namespace {

/// One execution more.
Result<void> take(Replayed& all, const FillEntry& entry)
{
    Lots size = entry.size;
    Money value = entry.value;
    if (entry.inAsset) {
        const auto net = lessAssetFee(entry.side, size, value, entry.fee, entry.unit, all.dust.at(entry.account));
        const auto fees = net ? checkedSum(all.assetFees.e8, net->fee.e8) : std::nullopt;
        if (!fees) {
            return net ? failure(Errc::Overflow, "fees in what was bought do not fit") : tl::unexpected(net.error());
        }
        size = net->size;
        value = net->value;
        all.assetFees = Money{*fees};
        all.dust.set(entry.account, net->dust);
    }
    if (size.count == 0) {
        return {}; // all of it went for the fee
    }
    const auto plan = all.lots.plan(entry.side, size, value);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    all.lots.commit(*plan, entry.id, entry.time);
    return {};
}

} // namespace

std::optional<std::size_t> FillHistory::find(FillId fill) const noexcept
{
    const auto place = std::partition_point(m_entries.begin(), m_entries.end(),
                                            [fill](const FillEntry& entry) { return entry.id < fill; });
    if (place == m_entries.end() || place->id != fill) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(place - m_entries.begin());
}

bool FillHistory::hasAssetFees() const noexcept
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const FillEntry& entry) { return entry.inAsset; });
}

std::optional<Lots> FillHistory::today(std::size_t index, Lots lots) const noexcept
{
    std::optional<Lots> scaled = lots;
    for (const Scale& scale : m_scales) {
        scaled = scaled && scale.before > index ? orders::rescaled(*scaled, scale.by) : scaled;
    }
    return scaled;
}

Result<Replayed> FillHistory::replay(std::size_t index, const FillEntry& with) const
{
    Replayed all{m_start, m_startDust, {}};
    LotBook& book = all.lots;
    std::size_t scale = 0;
    for (std::size_t at = 0; at <= m_entries.size(); ++at) {
        for (; scale < m_scales.size() && m_scales[scale].before == at; ++scale) {
            if (auto done = book.rescale(m_scales[scale].by); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (at == m_entries.size()) {
            break;
        }
        const FillEntry& entry = at == index ? with : m_entries[at];
        if (entry.busted) {
            continue;
        }
        if (auto done = take(all, entry); !done) {
            return tl::unexpected(done.error());
        }
    }
    return all;
}

std::size_t FillHistory::seal(Timestamp before)
{
    const auto end = std::find_if(m_entries.begin(), m_entries.end(),
                                  [before](const FillEntry& entry) { return entry.time >= before; });
    const auto count = static_cast<std::size_t>(end - m_entries.begin());
    if (count == 0) {
        return 0;
    }
    FillHistory sealed = *this;
    sealed.m_entries.erase(sealed.m_entries.begin() + static_cast<std::ptrdiff_t>(count), sealed.m_entries.end());
    const auto isLater = [count](const Scale& scale) { return scale.before > count; };
    sealed.m_scales.erase(std::remove_if(sealed.m_scales.begin(), sealed.m_scales.end(), isLater),
                          sealed.m_scales.end());
    const auto start = sealed.replay(count, FillEntry{});
    if (!start) { // what has been booked fits; nothing is lost if not
        return 0;
    }
    m_start = start->lots;
    m_startDust = start->dust;
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(count));
    m_scales.erase(m_scales.begin(), m_scales.begin() + static_cast<std::ptrdiff_t>(sealed.m_scales.size()));
    for (Scale& scale : m_scales) {
        scale.before -= count;
    }
    return count;
}

void FillHistory::save(ByteWriter& out) const
{
    m_start.save(out);
    m_startDust.save(out);
    out.varint(m_entries.size());
    for (const FillEntry& entry : m_entries) {
        out.varint(entry.id.value);
        out.varint(entry.order.value);
        out.varint(entry.account.value);
        out.signedVarint(entry.size.count);
        out.signedVarint(entry.value.e8);
        out.signedVarint(entry.fee.e8);
        out.varint(entry.feeCurrency.value);
        out.i64(entry.time.ns);
        out.u8(static_cast<std::uint8_t>(entry.side));
        out.boolean(entry.adopted);
        out.boolean(entry.busted);
        out.boolean(entry.inAsset);
        out.signedVarint(entry.unit.numerator);
        out.signedVarint(entry.unit.denominator);
        out.u32(entry.corrections);
    }
    out.varint(m_scales.size());
    for (const Scale& scale : m_scales) {
        out.varint(scale.before);
        out.signedVarint(scale.by.lotsTimes);
        out.signedVarint(scale.by.lotsOver);
        out.signedVarint(scale.by.ticksTimes);
        out.signedVarint(scale.by.ticksOver);
    }
}

bool FillHistory::load(ByteReader& in)
{
    if (!m_start.load(in) || !m_startDust.load(in, std::numeric_limits<std::uint16_t>::max())) {
        return false;
    }
    m_entries.clear();
    m_scales.clear();
    const std::size_t entries = in.count(std::numeric_limits<std::uint32_t>::max());
    for (std::size_t i = 0; i < entries && in.ok(); ++i) {
        FillEntry entry;
        entry.id = {in.varint()};
        entry.order = {in.varint()};
        entry.account = {in.varint()};
        entry.size = {in.signedVarint()};
        entry.value = {in.signedVarint()};
        entry.fee = {in.signedVarint()};
        entry.feeCurrency = {in.varint()};
        entry.time = {in.i64()};
        entry.side = orders::readEnum<Side>(in, 2);
        entry.adopted = in.boolean();
        entry.busted = in.boolean();
        entry.inAsset = in.boolean();
        entry.unit = {in.signedVarint(), in.signedVarint()};
        entry.corrections = in.u32();
        const FillId last = m_entries.empty() ? FillId{} : m_entries.back().id;
        const bool hasUnit = entry.unit.isKnown() || (entry.unit == LotUnit{} && !entry.inAsset);
        if (entry.id <= last || entry.size.count <= 0 || !hasUnit) {
            in.fail();
        }
        m_entries.push_back(entry);
    }
    const std::size_t scales = in.count(std::numeric_limits<std::uint32_t>::max());
    for (std::size_t i = 0; i < scales && in.ok(); ++i) {
        Scale scale;
        scale.before = in.varint();
        scale.by = {in.signedVarint(), in.signedVarint(), in.signedVarint(), in.signedVarint()};
        const std::size_t last = m_scales.empty() ? 0 : m_scales.back().before;
        if (scale.before < last || scale.before > m_entries.size() || scale.by.lotsTimes <= 0 || scale.by.lotsOver <= 0
            || scale.by.ticksTimes <= 0 || scale.by.ticksOver <= 0) {
            in.fail();
        }
        m_scales.push_back(scale);
    }
    return in.ok();
}

} // namespace omni::portfolio
