// Instruments whose units change at the model venue.

#include "core/host/simulate/model_venue_impl.h"

#include <algorithm>

namespace omni::simulate {

namespace {

constexpr std::int64_t leastMid = 2'000; // ticks, after a split
constexpr std::int64_t mostLots = 1'000'000'000'000;

} // namespace

/// Nothing of the instrument works, and everything about it has been told.
bool ModelVenue::Impl::isAtRest(InstrumentId instrument) const
{
    const auto isOf = [this, instrument](std::uint32_t at) { return orders[at].ticket.instrument == instrument; };
    const auto isToBeTold = [this, instrument](std::uint32_t execution) {
        return executions[execution].fill.instrument == instrument && !isSettled(executions[execution]);
    };
    if (std::any_of(working.begin(), working.end(), isOf) || std::any_of(owed.begin(), owed.end(), isToBeTold)) {
        return false;
    }
    const auto isEndOwed = [&](std::uint32_t at) { return isOf(at) && !insides[at].isEndTold; };
    if (std::any_of(recent.begin(), recent.end(), isEndOwed)) {
        return false;
    }
    bool isQuiet = true;
    words.forEach([&](const Word& word) {
        const std::size_t at
            = word.kind == Word::Kind::Report && word.report.size ? indexOf(word.report.order) : orders.size();
        const bool isInOldUnits = at < orders.size() && orders[at].ticket.instrument == instrument;
        isQuiet = isQuiet && !isInOldUnits && !(word.kind == Word::Kind::Position && word.instrument == instrument);
    });
    return isQuiet;
}

void ModelVenue::Impl::rescale(Book& book, std::int64_t factor)
{
    book.position.count *= factor;
    book.told.count *= factor;
    for (Execution& one : executions) {
        if (one.fill.instrument == book.instrument.id) {
            one.scale *= factor;
            one.told.count *= factor;
        }
    }
}

bool ModelVenue::split(Timestamp now, InstrumentId instrument, std::int32_t factor)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr || factor < 2 || book->asset || !v.isAtRest(instrument) || book->mid / factor < leastMid
        || std::abs(book->position.count) > mostLots / factor) {
        return false;
    }
    v.rescale(*book, factor);
    book->mid /= factor;
    v.publishQuote(now, *book);
    v.publishImage(now, *book);
    return true;
}

bool ModelVenue::redefine(const market::Instrument& instrument)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument.id);
    const int steps = book != nullptr ? book->instrument.lotSize.exponent - instrument.lotSize.exponent : -1;
    if (steps < 0 || steps > 6 || instrument.lotSize.mantissa != book->instrument.lotSize.mantissa || book->asset
        || !v.isAtRest(instrument.id)) { // nobody splits a currency
        return false;
    }
    std::int64_t factor = 1;
    for (int i = 0; i < steps; ++i) {
        factor *= 10;
    }
    if (std::abs(book->position.count) > mostLots / factor) {
        return false;
    }
    v.rescale(*book, factor);
    book->instrument = instrument;
    return true;
}

} // namespace omni::simulate
