#include "core/host/simulate/checks/naive_books.h"

#include "core/host/simulate/checks/exact.h"

#include <algorithm>

namespace omni::simulate {

namespace {

constexpr Int128 largest = Int128{10'000'000'000'000'000}; // lots and ticks beyond it are refused
constexpr Int128 ten = 10;

Int128 tenTo(int exponent) noexcept
{
    Int128 power = 1;
    for (; exponent > 0; --exponent) {
        power *= ten;
    }
    return power;
}

bool fitsPrice(Int128 value, Ticks price) noexcept
{
    return value == 0 || (value > 0 ? price.count >= 0 : price.count <= 0);
}

template<class Key> Int128& entry(std::vector<std::pair<Key, Int128>>& in, Key key)
{
    for (auto& [known, amount] : in) {
        if (known == key) {
            return amount;
        }
    }
    return in.emplace_back(key, 0).second;
}

template<class Key> Int128 amountAt(const std::vector<std::pair<Key, Int128>>& in, Key key) noexcept
{
    for (const auto& [known, amount] : in) {
        if (known == key) {
            return amount;
        }
    }
    return 0;
}

/// How many new ones an old one is worth, as a fraction.
std::pair<Int128, Int128> ratio(Decimal before, Decimal after) noexcept
{
    const int shift = before.exponent - after.exponent;
    return {before.mantissa * tenTo(shift), after.mantissa * tenTo(-shift)};
}

} // namespace

// --- what there is ---------------------------------------------------------------------------------------------------

void NaiveBooks::begin(portfolio::CostMethod method, const std::string& baseCurrency, AccountId account)
{
    if (m_currencies.empty()) {
        m_method = method; // a profile keeps the method that it began with
    }
    m_account = account;
    define(baseCurrency);
    m_base = CurrencyId{static_cast<std::uint64_t>(std::find(m_currencies.begin(), m_currencies.end(), baseCurrency)
                                                   - m_currencies.begin() + 1)};
}

void NaiveBooks::define(const std::string& currency)
{
    if (std::find(m_currencies.begin(), m_currencies.end(), currency) == m_currencies.end()) {
        m_currencies.push_back(currency);
        m_moved.push_back(0);
    }
}

bool NaiveBooks::define(const market::Instrument& instrument)
{
    Book* known = bookOf(instrument.id);
    if (known == nullptr) {
        if (instrument.id.value != m_books.size() + 1) {
            return false;
        }
        define(instrument.quoteCurrency);
        Book book;
        book.instrument = instrument;
        book.quote = CurrencyId{static_cast<std::uint64_t>(
            std::find(m_currencies.begin(), m_currencies.end(), instrument.quoteCurrency) - m_currencies.begin() + 1)};
        m_books.push_back(std::move(book));
        return true;
    }
    if (instrument.version != known->instrument.version + 1) {
        return false;
    }
    const auto [times, over] = ratio(known->instrument.lotSize, instrument.lotSize);
    Holding scaled = known->holding;
    if (!scale(scaled, times, over)) {
        return false;
    }
    known->holding = std::move(scaled);
    known->instrument = instrument;
    Line line;
    line.isScale = true;
    line.times = times;
    line.over = over;
    known->lines.push_back(line);
    return true;
}

bool NaiveBooks::split(const events::SplitHappened& split)
{
    Book* book = bookOf(split.instrument);
    if (book == nullptr || split.numerator < 1 || split.denominator < 1) {
        return false;
    }
    Holding scaled = book->holding;
    if (!scale(scaled, split.numerator, split.denominator)) {
        return false;
    }
    book->holding = std::move(scaled);
    Line line;
    line.isScale = true;
    line.times = split.numerator;
    line.over = split.denominator;
    book->lines.push_back(line);
    return true;
}

/// Exactly, or not at all. Of lots that do not come out even each gets what the running sum gains by it.
bool NaiveBooks::scale(Holding& holding, Int128 times, Int128 over)
{
    const auto isExact = [&](Int128 lots) { return lots * times % over == 0; };
    if (!isExact(holding.position)
        || !std::all_of(holding.at.begin(), holding.at.end(), [&](const auto& one) { return isExact(one.second); })) {
        return false;
    }
    holding.position = holding.position * times / over;
    for (auto& [account, lots] : holding.at) {
        lots = lots * times / over;
    }
    std::deque<Lot> lots;
    Int128 before = 0, after = 0, leftOver = 0;
    for (const Lot& lot : holding.lots) {
        before += lot.size;
        const Int128 size = quotientDown(before * times, over) - after;
        after += size;
        if (size == 0) {
            leftOver += lot.cost; // goes with the next one
        } else {
            lots.push_back({size, lot.cost + leftOver});
            leftOver = 0;
        }
    }
    holding.lots = std::move(lots);
    return true;
}

const NaiveBooks::Book* NaiveBooks::bookOf(InstrumentId id) const noexcept
{
    return id.value >= 1 && id.value <= m_books.size() ? &m_books[id.value - 1] : nullptr;
}

NaiveBooks::Book* NaiveBooks::bookOf(InstrumentId id) noexcept
{
    return id.value >= 1 && id.value <= m_books.size() ? &m_books[id.value - 1] : nullptr;
}

const market::Instrument* NaiveBooks::instrument(InstrumentId id) const noexcept
{
    const Book* book = bookOf(id);
    return book != nullptr ? &book->instrument : nullptr;
}

CurrencyId NaiveBooks::quoteOf(InstrumentId id) const noexcept
{
    const Book* book = bookOf(id);
    return book != nullptr ? book->quote : CurrencyId{};
}

// --- executions ------------------------------------------------------------------------------------------------------

/// The oldest lots first; with average costs there is one.
void NaiveBooks::close(Holding& holding, const Line& line, Int128 closed, Int128 closedValue) const
{
    Int128 cost = 0;
    for (Int128 left = closed; left > 0;) {
        Lot& lot = holding.lots.front();
        if (left >= lot.size) {
            cost += lot.cost;
            left -= lot.size;
            holding.lots.pop_front();
            continue;
        }
        const Int128 part = quotientNearest(lot.cost * left, lot.size);
        cost += part;
        lot.cost -= part;
        lot.size -= left;
        left = 0;
    }
    holding.cost -= cost;
    holding.realised += line.side == Side::Sell ? closedValue - cost : cost - closedValue;
}

/// Of what is bought, in e8, where a fee is taken from it; else zero. Lots of less than 1e-8 are not simulated.
Int128 NaiveBooks::lotOfFee(const Book& book, Int128 fee, CurrencyId paidIn) const noexcept
{
    const auto& i = book.instrument;
    const int exponent = i.lotSize.exponent + i.contractSize.exponent + 8;
    const bool isAsset = fee != 0 && isKnown(paidIn) && m_currencies[paidIn.value - 1] == i.baseCurrency;
    return isAsset && exponent >= 0 ? Int128{i.lotSize.mantissa} * i.contractSize.mantissa * tenTo(exponent) : 0;
}

/// The lots by which the position moves, and what they are worth: all that is held, less the fee, in whole lots.
std::optional<NaiveBooks::Line> NaiveBooks::lessFee(Holding& holding, const Line& line)
{
    const Int128 sign = signOf(line.side);
    const Int128 lots = amountAt(holding.at, line.account);
    Int128& beyond = entry(holding.beyond, line.account);
    const Int128 held = (lots + sign * line.size) * line.lotE8 + beyond - line.fee;
    const Int128 after = quotientDown(held, line.lotE8);
    Line net = line;
    net.size = sign * (after - lots);
    if (net.size < 0) {
        return std::nullopt;
    }
    const Int128 taken = lots + sign * line.size - after;
    net.fee = quotientNearest(line.value * taken, line.size);
    net.value = line.value - sign * net.fee;
    beyond = held - after * line.lotE8;
    return net;
}

/// False: a change of units that does not come out even, or a fee of more than was bought.
bool NaiveBooks::add(Holding& holding, const Line& told) const
{
    if (told.isScale) {
        return scale(holding, told.times, told.over);
    }
    if (told.gone) {
        return true;
    }
    Line line = told;
    if (told.lotE8 > 0) {
        const auto net = lessFee(holding, told);
        if (!net) {
            return false;
        }
        line = *net;
    }
    const Int128 sign = signOf(line.side);
    const bool closes = sign * holding.position < 0;
    const Int128 closed = closes ? std::min(sizeOf(holding.position), line.size) : 0;
    const bool isAll = closed == line.size;
    const Int128 closedValue = isAll ? line.value : quotientNearest(line.value * closed, line.size);
    close(holding, line, closed, closedValue);
    const Int128 opened = line.size - closed;
    if (opened > 0) {
        if (m_method == portfolio::CostMethod::Average && !holding.lots.empty()) {
            holding.lots.front().size += opened;
            holding.lots.front().cost += line.value - closedValue;
        } else {
            holding.lots.push_back({opened, line.value - closedValue});
        }
        holding.cost += line.value - closedValue;
    }
    holding.position += sign * line.size;
    entry(holding.at, line.account) += sign * line.size;
    if (!line.adopted) {
        holding.spent += sign * told.value; // the whole of it was paid
    }
    if (told.lotE8 > 0) {
        holding.assetFees += line.fee; // and of that so much was the fee
    } else if (line.fee != 0) {
        entry(holding.fees, line.feeCurrency) += line.fee;
    }
    return true;
}

std::optional<NaiveBooks::Holding> NaiveBooks::addUp(const std::vector<Line>& lines) const
{
    Holding holding;
    for (const Line& line : lines) {
        if (!add(holding, line)) {
            return std::nullopt;
        }
    }
    return holding;
}

/// A round trip goes from flat to flat; one that turns ends where it crosses. Nothing won and nothing lost counts as
/// neither.
void NaiveBooks::countTrip(Book& book, const Line& line, const Holding& before)
{
    Holding& after = book.holding;
    after.sinceFlat += after.realised - before.realised;
    if (line.lotE8 > 0) {
        after.sinceFlat -= after.assetFees - before.assetFees;
    } else if (line.feeCurrency == book.quote) {
        after.sinceFlat -= line.fee;
    }
    const bool wasClosing = before.position != 0 && (before.position > 0) == (line.side == Side::Sell);
    const bool isOver = wasClosing && (after.position == 0 || (after.position > 0) != (before.position > 0));
    if (isOver) {
        losingStreak = after.sinceFlat < 0 ? losingStreak + 1 : after.sinceFlat > 0 ? 0 : losingStreak;
        after.sinceFlat = 0;
    }
}

NaiveChange NaiveBooks::fill(const orders::Fill& fill)
{
    NaiveChange change;
    Book* book = bookOf(fill.instrument);
    const Key key{fill.account, fill.instrument, fill.venueFillId};
    change.repeated = m_places.contains(key);
    const bool isFault = fill.venueFillId.empty() || fill.size.count <= 0 || fill.size.count > largest
        || sizeOf(fill.price.count) > largest || !fitsPrice(fill.value.e8, fill.price)
        || (fill.fee.e8 != 0 && !isKnown(fill.feeCurrency));
    if (change.repeated || book == nullptr || isFault) {
        return change;
    }
    Line line;
    line.account = fill.account;
    line.order = fill.order;
    line.side = fill.side;
    line.size = fill.size.count;
    line.value = fill.value.e8;
    line.fee = fill.fee.e8;
    line.feeCurrency = fill.feeCurrency;
    line.time = fill.time;
    line.lotE8 = lotOfFee(*book, line.fee, line.feeCurrency);
    if (Holding tried = book->holding; line.lotE8 > 0 && !lessFee(tried, line)) {
        return change;
    }
    m_places.emplace(key, book->lines.size());
    book->lines.push_back(line);
    Holding before; // what the round trip asks for
    before.position = book->holding.position;
    before.realised = book->holding.realised;
    before.assetFees = book->holding.assetFees;
    static_cast<void>(add(book->holding, line));
    countTrip(*book, line, before);
    change.done = true;
    change.order = fill.order;
    change.lots = signOf(fill.side) * fill.size.count;
    change.side = fill.side;
    return change;
}

NaiveChange NaiveBooks::change(const Key& key, const Line& with)
{
    Book& book = *bookOf(key.instrument);
    Line& line = book.lines[m_places.at(key)];
    const Line stood = line;
    line = with;
    auto added = addUp(book.lines);
    NaiveChange change;
    if (!added) {
        line = stood;
        return change;
    }
    const Int128 moved = added->position - book.holding.position;
    const bool hasAssetFees = stood.lotE8 > 0
        || std::any_of(book.lines.begin(), book.lines.end(), [](const Line& one) { return one.lotE8 > 0; });
    Int128 own = signOf(with.side) * ((with.gone ? 0 : with.size) - (stood.gone ? 0 : stood.size));
    for (std::size_t i = m_places.at(key) + 1; i < book.lines.size(); ++i) { // in the lots of today
        own = book.lines[i].isScale ? own * book.lines[i].times / book.lines[i].over : own;
    }
    added->sinceFlat = book.holding.sinceFlat;
    if (book.holding.position != 0) {
        added->sinceFlat += added->realised - book.holding.realised; // of a trip that is over nothing is counted anew
    }
    book.holding = std::move(*added);
    change.done = true;
    change.order = stood.order;
    change.lots = static_cast<std::int64_t>(hasAssetFees ? own : moved);
    change.side = stood.side;
    return change;
}

NaiveChange NaiveBooks::bust(const events::FillBusted& busted)
{
    const Key key{busted.account, busted.instrument, busted.venueFillId};
    const auto place = m_places.find(key);
    if (place == m_places.end()) {
        return {};
    }
    Line with = bookOf(key.instrument)->lines[place->second];
    if (with.gone || with.sealed) {
        return {};
    }
    with.gone = true;
    return change(key, with);
}

NaiveChange NaiveBooks::correct(const events::FillCorrected& corrected)
{
    const Key key{corrected.account, corrected.instrument, corrected.venueFillId};
    const auto place = m_places.find(key);
    if (place == m_places.end() || corrected.size.count <= 0 || corrected.size.count > largest
        || !fitsPrice(corrected.value.e8, corrected.price)
        || (corrected.fee.e8 != 0 && corrected.feeCurrency && !isKnown(corrected.feeCurrency))) {
        return {};
    }
    const Book& book = *bookOf(key.instrument);
    Line with = book.lines[place->second];
    if (with.gone || with.sealed) {
        return {};
    }
    with.size = corrected.size.count;
    with.value = corrected.value.e8;
    if (corrected.feeCurrency) {
        with.feeCurrency = corrected.feeCurrency;
    } else if (with.fee == 0) {
        with.feeCurrency = book.quote;
    }
    with.fee = corrected.fee.e8;
    with.lotE8 = lotOfFee(book, with.fee, with.feeCurrency);
    return change(key, with);
}

Money NaiveBooks::adopt(const events::PositionAdopted& adopted)
{
    Book* book = bookOf(adopted.instrument);
    const Int128 lots = Int128{adopted.to.count} - adopted.from.count;
    if (book == nullptr || lots == 0) {
        return {};
    }
    Line line;
    line.account = m_account;
    line.side = lots > 0 ? Side::Buy : Side::Sell;
    line.size = sizeOf(lots);
    line.value = nearestValue(adopted.instrument, adopted.price.count, line.size);
    line.adopted = true;
    line.sealed = true; // no venue knows it, so none takes it back
    book->lines.push_back(line);
    static_cast<void>(add(book->holding, line));
    return Money{narrowed(lots > 0 ? Int128{line.value} : -Int128{line.value}).value_or(0)};
}

bool NaiveBooks::wasAdopted(InstrumentId id) const noexcept
{
    const Book* book = bookOf(id);
    return book != nullptr
        && std::any_of(book->lines.begin(), book->lines.end(), [](const Line& line) { return line.adopted; });
}

void NaiveBooks::seal(Timestamp before)
{
    for (Book& book : m_books) {
        for (Line& line : book.lines) {
            if (!line.isScale && !line.adopted && !line.sealed && line.time >= before) {
                break;
            }
            line.sealed = true;
        }
    }
}

} // namespace omni::simulate
