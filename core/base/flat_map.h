// A map in one sorted array: iterates in the order of its keys, so that what is decided in a loop is decided alike in
// every run. For up to some thousands of entries, or for keys that mostly come in rising order.

#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace omni {

/// Find: O(log n). Insert and erase: O(n) moves, O(1) at the end. Pointers and iterators are good until the next insert
/// or erase. Iteration never lets a key be changed.
template<class Key, class Value, class Less = std::less<Key>> class FlatMap
{
public:
    struct Entry {
        Key key;
        Value value;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    using const_iterator = typename std::vector<Entry>::const_iterator;

    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_entries.size();
    }
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_entries.empty();
    }
    void reserve(std::size_t count)
    {
        m_entries.reserve(count);
    }
    void clear() noexcept
    {
        m_entries.clear();
    }

    /// The value, or null.
    [[nodiscard]] const Value* find(const Key& key) const
    {
        const auto at = lowerBound(key);
        return at != m_entries.end() && !m_less(key, at->key) ? &at->value : nullptr;
    }
    [[nodiscard]] Value* find(const Key& key)
    {
        return const_cast<Value*>(std::as_const(*this).find(key));
    }
    [[nodiscard]] bool contains(const Key& key) const
    {
        return find(key) != nullptr;
    }

    /// Puts `value` at `key`, in place of what was there.
    Value& insertOrAssign(Key key, Value value)
    {
        const auto at = placeOf(key);
        if (at != m_entries.end() && !m_less(key, at->key)) {
            at->value = std::move(value);
            return at->value;
        }
        return m_entries.insert(at, Entry{std::move(key), std::move(value)})->value;
    }

    /// The value at `key`; a new `Value{}` if there was none.
    Value& findOrInsert(Key key)
    {
        const auto at = placeOf(key);
        if (at != m_entries.end() && !m_less(key, at->key)) {
            return at->value;
        }
        return m_entries.insert(at, Entry{std::move(key), Value{}})->value;
    }

    /// False if there was nothing at `key`.
    bool erase(const Key& key)
    {
        const auto at = placeOf(key);
        if (at == m_entries.end() || m_less(key, at->key)) {
            return false;
        }
        m_entries.erase(at);
        return true;
    }

    /// Removes every entry for which `isUnwanted(key, value)`, asked once each in order. Returns how many.
    template<class Predicate> std::size_t eraseIf(Predicate isUnwanted)
    {
        return std::erase_if(m_entries, [&](const Entry& entry) { return isUnwanted(entry.key, entry.value); });
    }

    /// Calls `visit(const Key&, Value&)` in the order of the keys. `visit` neither inserts nor erases.
    template<class Visitor> void forEach(Visitor visit)
    {
        for (Entry& entry : m_entries) {
            visit(std::as_const(entry.key), entry.value);
        }
    }

    /// In the order of the keys: `for (const auto& [key, value] : map)`.
    [[nodiscard]] const_iterator begin() const noexcept
    {
        return m_entries.begin();
    }
    [[nodiscard]] const_iterator end() const noexcept
    {
        return m_entries.end();
    }
    /// The first entry whose key is not below `key`.
    [[nodiscard]] const_iterator lowerBound(const Key& key) const
    {
        return std::lower_bound(m_entries.begin(), m_entries.end(), key,
                                [this](const Entry& entry, const Key& wanted) { return m_less(entry.key, wanted); });
    }

    friend bool operator==(const FlatMap& a, const FlatMap& b)
    {
        return a.m_entries == b.m_entries;
    }

private:
    typename std::vector<Entry>::iterator placeOf(const Key& key)
    {
        // Ids and times mostly come in rising order: look at the end first.
        if (m_entries.empty() || m_less(m_entries.back().key, key)) {
            return m_entries.end();
        }
        return m_entries.begin() + (lowerBound(key) - m_entries.cbegin());
    }

    std::vector<Entry> m_entries;
    [[no_unique_address]] Less m_less;
};

} // namespace omni
