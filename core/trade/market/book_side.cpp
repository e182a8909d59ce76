#include "core/trade/market/book_side.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace omni::market {

namespace {

/// Moving the window costs a walk over all levels, so it waits until as many changes have missed it.
constexpr std::size_t leastFarTouches = 512;

constexpr std::size_t wordsFor(std::size_t bits) noexcept
{
    return (bits + 63) / 64;
}

} // namespace

BookSide::BookSide(Side side, std::size_t mostLevels, std::size_t windowTicks)
    : m_side(side)
    , m_most(mostLevels)
    , m_window(windowTicks)
    , m_sizes(new std::int64_t[windowTicks]) // left as it is: a page that no price falls on is never touched
    , m_bits(wordsFor(windowTicks))
    , m_words(wordsFor(m_bits.size()))
{
    assert(mostLevels >= 1);
    assert(std::has_single_bit(windowTicks) && windowTicks >= 64 && windowTicks <= mostWindow);
    m_far.reserve(mostLevels + 1);
    m_spare.reserve(mostLevels + 1);
}

void BookSide::clear() noexcept
{
    std::fill(m_bits.begin(), m_bits.end(), 0);
    std::fill(m_words.begin(), m_words.end(), 0);
    m_top = 0;
    m_far.clear();
    m_count = 0;
    m_farTouches = 0;
    m_cut.reset();
}

void BookSide::set(Ticks price, Lots size)
{
    const Key key = keyOf(price);
    if (m_count == 0) {
        if (size.count == 0) {
            return;
        }
        place(key);
    }
    if (const std::uint64_t slot = slotOf(key); slot < m_window) {
        if (size.count != 0 && m_count >= m_most && !holds(slot) && !madeRoomFor(key)) {
            return;
        }
        setNear(slot, size.count);
        return;
    }
    setFar(key, size.count);
    if (++m_farTouches > std::max(leastFarTouches, m_count)) {
        moveWindow();
    }
}

std::optional<BookLevel> BookSide::best() const noexcept
{
    if (m_count == 0) {
        return std::nullopt;
    }
    if (windowIsEmpty() || (!m_far.empty() && m_far.back().key >= m_base)) {
        return BookLevel{priceOf(m_far.back().key), {m_far.back().size}};
    }
    const std::size_t slot = bestSlot();
    return BookLevel{priceOf(keyAt(slot)), {m_sizes[slot]}};
}

std::optional<BookLevel> BookSide::worst() const noexcept
{
    const auto key = worstKey();
    return key ? std::optional(BookLevel{priceOf(*key), sizeAt(priceOf(*key))}) : std::nullopt;
}

Lots BookSide::sizeAt(Ticks price) const noexcept
{
    if (m_count == 0) {
        return {0};
    }
    const Key key = keyOf(price);
    if (const std::uint64_t slot = slotOf(key); slot < m_window) {
        return {holds(slot) ? m_sizes[slot] : 0};
    }
    const auto at
        = std::lower_bound(m_far.begin(), m_far.end(), key, [](const Far& far, Key k) { return far.key < k; });
    return {at != m_far.end() && at->key == key ? at->size : 0};
}

std::size_t BookSide::bestSlot() const noexcept
{
    const std::size_t group = highest(m_top);
    const std::size_t word = group * 64 + highest(m_words[group]);
    return word * 64 + highest(m_bits[word]);
}

std::size_t BookSide::worstSlot() const noexcept
{
    const std::size_t group = lowest(m_top);
    const std::size_t word = group * 64 + lowest(m_words[group]);
    return word * 64 + lowest(m_bits[word]);
}

std::optional<BookSide::Key> BookSide::worstKey() const noexcept
{
    if (m_count == 0) {
        return std::nullopt;
    }
    if (windowIsEmpty() || (!m_far.empty() && m_far.front().key < m_base)) {
        return m_far.front().key;
    }
    return keyAt(worstSlot());
}

/// Lays the window so that three quarters of it are worse than `key`: books are deeper than they move.
void BookSide::place(Key key) noexcept
{
    const auto window = static_cast<Key>(m_window);
    const Key below = window / 4 * 3;
    constexpr Key least = std::numeric_limits<Key>::min();
    constexpr Key most = std::numeric_limits<Key>::max();
    m_base = key < least + below ? least : std::min(key - below, most - window + 1);
    m_farTouches = 0;
}

void BookSide::mark(std::size_t slot) noexcept
{
    m_bits[slot / 64] |= std::uint64_t{1} << (slot % 64);
    m_words[slot / 4'096] |= std::uint64_t{1} << (slot / 64 % 64);
    m_top |= std::uint64_t{1} << (slot / 4'096);
}

void BookSide::unmark(std::size_t slot) noexcept
{
    if ((m_bits[slot / 64] &= ~(std::uint64_t{1} << (slot % 64))) != 0) {
        return;
    }
    if ((m_words[slot / 4'096] &= ~(std::uint64_t{1} << (slot / 64 % 64))) != 0) {
        return;
    }
    m_top &= ~(std::uint64_t{1} << (slot / 4'096));
}

void BookSide::setNear(std::size_t slot, std::int64_t size) noexcept
{
    const bool held = holds(slot);
    if (size != 0) {
        m_sizes[slot] = size;
        if (!held) {
            mark(slot);
            ++m_count;
        }
    } else if (held) {
        unmark(slot);
        --m_count;
    }
}

void BookSide::setFar(Key key, std::int64_t size)
{
    const auto find = [&] {
        return std::lower_bound(m_far.begin(), m_far.end(), key, [](const Far& far, Key k) { return far.key < k; });
    };
    auto at = find();
    if (at != m_far.end() && at->key == key) {
        if (size != 0) {
            at->size = size;
        } else {
            m_far.erase(at);
            --m_count;
        }
        return;
    }
    if (size == 0 || (m_count >= m_most && !madeRoomFor(key))) {
        return;
    }
    at = find(); // making room may have moved it
    m_far.insert(at, Far{key, size});
    ++m_count;
}

void BookSide::remove(Key key)
{
    if (const std::uint64_t slot = slotOf(key); slot < m_window) {
        setNear(slot, 0);
    } else {
        setFar(key, 0);
    }
}

bool BookSide::madeRoomFor(Key key)
{
    const Key worst = *worstKey();
    if (key < worst) {
        noteCut(key);
        return false;
    }
    noteCut(worst);
    remove(worst);
    return true;
}

void BookSide::noteCut(Key key) noexcept
{
    m_cut = m_cut ? std::max(*m_cut, key) : key;
}

void BookSide::moveWindow()
{
    m_spare.clear();
    forEach([this](BookLevel level) {
        m_spare.push_back({keyOf(level.price), level.size.count});
        return true;
    });
    std::fill(m_bits.begin(), m_bits.end(), 0);
    std::fill(m_words.begin(), m_words.end(), 0);
    m_top = 0;
    m_far.clear();
    m_farTouches = 0;
    if (m_spare.empty()) {
        return;
    }
    place(m_spare.front().key);
    for (auto level = m_spare.rbegin(); level != m_spare.rend(); ++level) {
        if (const std::uint64_t slot = slotOf(level->key); slot < m_window) {
            m_sizes[slot] = level->size;
            mark(slot);
        } else {
            m_far.push_back(*level);
        }
    }
}

} // namespace omni::market
