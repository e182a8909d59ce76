#include "core/trade/portfolio/portfolio.h"

#include "core/trade/orders/ledger.h"

#include <utility>

namespace omni::portfolio {

namespace {

void write(ByteWriter& out, Decimal value)
{
    out.signedVarint(value.mantissa);
    out.u8(static_cast<std::uint8_t>(value.exponent));
}

Decimal readDecimal(ByteReader& in) noexcept
{
    const std::int64_t mantissa = in.signedVarint();
    return {mantissa, static_cast<std::int8_t>(in.u8())};
}

void write(ByteWriter& out, const market::Instrument& instrument)
{
    out.varint(instrument.id.value);
    out.u32(instrument.version);
    out.text(instrument.venue);
    out.text(instrument.symbol);
    out.text(instrument.quoteCurrency);
    out.text(instrument.baseCurrency);
    write(out, instrument.tickSize);
    write(out, instrument.lotSize);
    write(out, instrument.contractSize);
    out.signedVarint(instrument.tickLotValue.e12);
    out.signedVarint(instrument.tickLotValue.divisor);
    out.signedVarint(instrument.smallest.count);
    out.signedVarint(instrument.largest.count);
    out.signedVarint(instrument.step.count);
    out.signedVarint(instrument.smallestValue.e8);
    out.u8(static_cast<std::uint8_t>(instrument.sessions));
}

market::Instrument readInstrument(ByteReader& in)
{
    constexpr std::size_t longest = 256;
    market::Instrument instrument;
    instrument.id = {in.varint()};
    instrument.version = in.u32();
    instrument.venue = in.text(longest);
    instrument.symbol = in.text(longest);
    instrument.quoteCurrency = in.text(longest);
    instrument.baseCurrency = in.text(longest);
    instrument.tickSize = readDecimal(in);
    instrument.lotSize = readDecimal(in);
    instrument.contractSize = readDecimal(in);
    instrument.tickLotValue = {in.signedVarint(), in.signedVarint()};
    instrument.smallest = {in.signedVarint()};
    instrument.largest = {in.signedVarint()};
    instrument.step = {in.signedVarint()};
    instrument.smallestValue = {in.signedVarint()};
    const std::uint8_t sessions = in.u8();
    if (sessions > static_cast<std::uint8_t>(market::Sessions::UsEquities) || instrument.tickLotValue.e12 <= 0
        || instrument.tickLotValue.divisor <= 0) {
        in.fail();
        return instrument;
    }
    instrument.sessions = static_cast<market::Sessions>(sessions);
    return instrument;
}

} // namespace

void Portfolio::save(ByteWriter& out) const
{
    out.u8(static_cast<std::uint8_t>(m_method));
    out.varint(m_lastFill.value);
    m_currencies.save(out);
    m_cash.save(out);
    out.varint(m_instruments.size());
    for (std::size_t at = 0; at < m_instruments.size(); ++at) {
        write(out, m_instruments[at]);
        m_holdings[at].save(out);
    }
}

Result<void> Portfolio::load(ByteReader& in)
{
    const std::uint8_t method = in.u8();
    Portfolio loaded(method == 0 ? CostMethod::Fifo : CostMethod::Average);
    loaded.m_lastFill = {in.varint()};
    if (method > static_cast<std::uint8_t>(CostMethod::Average) || !loaded.m_currencies.load(in)
        || !loaded.m_cash.load(in)) {
        in.fail();
    }
    const std::size_t count = in.count(orders::mostInstruments);
    for (std::size_t at = 0; at < count && in.ok(); ++at) {
        market::Instrument instrument = readInstrument(in);
        if (instrument.id.value != at + 1) {
            in.fail();
        }
        Holding holding(CurrencyId{}, loaded.m_method);
        if (!in.ok() || !holding.load(in, loaded.m_currencies.size())
            || loaded.m_currencies.codeOf(holding.quote()) != instrument.quoteCurrency
            || holding.lots.method() != loaded.m_method) {
            in.fail();
        }
        loaded.m_instruments.push_back(std::move(instrument));
        loaded.m_holdings.push_back(std::move(holding));
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a portfolio");
    }
    m_method = loaded.m_method;
    m_currencies = std::move(loaded.m_currencies);
    m_instruments = std::move(loaded.m_instruments);
    m_holdings = std::move(loaded.m_holdings);
    m_lastFill = loaded.m_lastFill;
    m_cash.takeBalances(std::move(loaded.m_cash));
    return {};
}

} // namespace omni::portfolio
