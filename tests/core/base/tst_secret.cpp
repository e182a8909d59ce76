// What is secret cannot get out by accident (S28): there is one way to its text, and none that a logger, a formatter,
// a comparison or a copy would take.

#include "core/base/secret.h"

#include <fmt/format.h>

#include <QTest>

#include <concepts>
#include <cstdlib>
#include <cstring>
#include <new>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

using omni::Secret;

namespace {

template<class T>
concept Printable = requires(std::ostream& out, const T& value)
{
    out << value;
};
template<class T>
concept Comparable = requires(const T& a, const T& b)
{
    a == b;
};

constexpr std::string_view passphrase = "correct horse battery staple";

/// Blocks of that size that were freed since, and how many of them still held it.
int freed = 0, legible = 0;

void lookAt(void* memory, std::size_t size)
{
    if (memory != nullptr && size == passphrase.size()) {
        ++freed;
        legible += std::memcmp(memory, passphrase.data(), size) == 0 ? 1 : 0;
    }
}

static_assert(!std::copy_constructible<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
static_assert(!Printable<Secret> && Printable<std::string>);
static_assert(!Comparable<Secret> && Comparable<std::string>);
static_assert(!fmt::is_formattable<Secret>::value && fmt::is_formattable<std::string>::value);
static_assert(!std::is_convertible_v<Secret, std::string_view> && !std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<std::string_view, Secret>, "nor is one made by accident");

} // namespace

// Each array says its size in front, so that the end of one can be looked at.
void* operator new[](std::size_t size)
{
    constexpr std::size_t front = alignof(std::max_align_t);
    auto* memory = static_cast<char*>(std::malloc(size + front));
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    std::memcpy(memory, &size, sizeof size);
    return memory + front;
}

void operator delete[](void* memory) noexcept
{
    constexpr std::size_t front = alignof(std::max_align_t);
    if (memory == nullptr) {
        return;
    }
    char* const begin = static_cast<char*>(memory) - front;
    std::size_t size = 0;
    std::memcpy(&size, begin, sizeof size);
    lookAt(memory, size);
    std::free(begin);
}

void operator delete[](void* memory, std::size_t) noexcept
{
    operator delete[](memory);
}

class TestSecret : public QObject
{
    Q_OBJECT

    std::unique_ptr<char[]> m_plain;

private slots:
    void givesItsTextToWhoAsksByName()
    {
        const std::string text("k\0y", 3);
        const Secret secret{std::string_view(text)};
        QVERIFY(!secret.isEmpty());
        QVERIFY(secret.exposed() == text);
        QVERIFY(secret.exposed().data() != text.data());
    }

    void nothingIsEmpty()
    {
        QVERIFY(Secret().isEmpty());
        QVERIFY(Secret(std::string_view()).isEmpty());
        QVERIFY(Secret(std::string_view("")).exposed().empty());
    }

    void isWipedWhenItDies()
    {
        freed = legible = 0;
        {
            const Secret secret{passphrase};
        }
        QCOMPARE(freed, 1);
        Secret overwritten{passphrase};
        overwritten = Secret{std::string_view("x")};
        QCOMPARE(freed, 2);
        QCOMPARE(legible, 0);
        std::make_unique<char[]>(passphrase.size()).swap(m_plain);
        std::memcpy(m_plain.get(), passphrase.data(), passphrase.size());
        m_plain.reset(); // and what is not a secret would have been seen
        QCOMPARE(legible, 1);
    }

    // One place at a time: what was moved from holds nothing that could be found.
    void movesAndLeavesNothingBehind()
    {
        Secret from{std::string_view("passphrase")};
        Secret to(std::move(from));
        QVERIFY(from.isEmpty() && from.exposed().empty()); // NOLINT(bugprone-use-after-move): this is what is asked
        QVERIFY(to.exposed() == "passphrase");

        Secret other{std::string_view("another")};
        other = std::move(to);
        QVERIFY(to.isEmpty()); // NOLINT(bugprone-use-after-move)
        QVERIFY(other.exposed() == "passphrase");

        Secret& same = other;
        other = std::move(same);
        QVERIFY(other.exposed() == "passphrase");
    }
};

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
