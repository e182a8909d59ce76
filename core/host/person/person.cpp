#include "core/host/person/person.h"

#include <sodium.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace omni::person {

namespace {

constexpr std::string_view fileName = "person-1", damagedName = "person-1-damaged", head = "person 1",
                           sealedMark = "~1.";
constexpr std::size_t checkBytes = 6, mostFileBytes = 4'096;
constexpr int letters = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::span<const std::byte> bytesOf(std::string_view text) noexcept
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

const unsigned char* raw(std::string_view text) noexcept
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// The next line of `text`, taken from it.
std::string_view lineOf(std::string_view& text) noexcept
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::optional<std::string_view> valueOf(std::string_view line, std::string_view name) noexcept
{
    return line.starts_with(name) ? std::optional(line.substr(name.size())) : std::nullopt;
}

/// Of the words, under the key: it tells whether the key is the right one, and gives each text a keystream of its own.
std::array<unsigned char, checkBytes> checkOf(std::span<const unsigned char> key, std::string_view words) noexcept
{
    std::array<unsigned char, 32> whole{};
    crypto_generichash(whole.data(), whole.size(), raw(words), words.size(), key.data(), key.size());
    std::array<unsigned char, checkBytes> check{};
    std::copy_n(whole.begin(), check.size(), check.begin());
    return check;
}

/// Its own inverse.
void turn(std::span<const unsigned char> key, std::span<const unsigned char> check, std::span<unsigned char> text)
{
    std::array<unsigned char, crypto_stream_xchacha20_NONCEBYTES> nonce{};
    crypto_generichash(nonce.data(), nonce.size(), check.data(), check.size(), key.data(), key.size());
    crypto_stream_xchacha20_xor(text.data(), text.data(), text.size(), nonce.data(), key.data());
}

/// Check and ciphertext of sealed words; none: it has not that form.
std::optional<std::vector<unsigned char>> partsOf(std::string_view text)
{
    if (!text.starts_with(sealedMark)) {
        return std::nullopt;
    }
    text.remove_prefix(sealedMark.size());
    std::vector<unsigned char> bytes(text.size());
    std::size_t size = 0;
    const char* end = nullptr;
    const int done
        = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, letters);
    if (done != 0 || end != text.data() + text.size() || size <= checkBytes) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

Person::Person(std::string name, const Key& key)
    : m_name(std::move(name))
    , m_key(key)
{
}

Result<std::optional<Person>> Person::read(const ports::LogFolder& root)
{
    const auto names = root.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (std::ranges::find(*names, fileName) == names->end()) {
        return std::optional<Person>();
    }
    const auto file = root.read(fileName);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto bytes = (*file)->bytes();
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), mostFileBytes));
    const bool isHeaded = lineOf(text) == head;
    const auto key = valueOf(lineOf(text), "key ");
    const auto name = valueOf(lineOf(text), "name ");
    Key found{};
    std::size_t size = 0;
    const bool isGood = sodium_init() >= 0 && isHeaded && key && name && key->size() == 2 * found.size()
        && sodium_hex2bin(found.data(), found.size(), key->data(), key->size(), nullptr, &size, nullptr) == 0
        && size == found.size();
    if (!isGood) {
        return failure(Errc::Corrupt, "the file person-1 does not read as it was written");
    }
    return std::optional(Person(std::string(*name), found));
}

Person Person::unkept(std::string_view name)
{
    [[maybe_unused]] const int ready = sodium_init(); // without it slower code is used
    Key key{};
    randombytes_buf(key.data(), key.size());
    std::string kept(name);
    std::erase_if(kept, [](char c) { return static_cast<unsigned char>(c) < 0x20; }); // one line
    Person person(std::move(kept), key);
    person.m_isKept = false;
    return person;
}

Person Person::ofOrUnkept(ports::LogFolder& root, std::string_view name)
{
    auto person = of(root, name);
    if (!person) {
        person = of(root, name);
    }
    return person ? std::move(*person) : unkept(name);
}

Result<Person> Person::of(ports::LogFolder& root, std::string_view name)
{
    auto known = read(root);
    if (known && *known) {
        return std::move(**known);
    }
    if (!known && known.error().code != Errc::Corrupt) {
        return tl::unexpected(known.error());
    }
    if (!known) { // somebody may read a key in it by hand
        const auto damaged = root.read(fileName);
        const auto aside = damaged ? root.replace(damagedName, (*damaged)->bytes()) : tl::unexpected(damaged.error());
        if (!aside) {
            return tl::unexpected(aside.error());
        }
    }
    Person person = unkept(name);
    person.m_isKept = true;
    const std::string text = fmt::format("{}\nkey {:02x}\nname {}\n", head,
                                         fmt::join(person.m_key.begin(), person.m_key.end(), ""), person.m_name);
    const auto written = root.replace(fileName, bytesOf(text));
    return written ? Result<Person>(std::move(person)) : tl::unexpected(written.error());
}

std::string Person::sealed(std::string_view words) const
{
    if (words.empty()) {
        return {};
    }
    const auto check = checkOf(m_key, words);
    std::vector<unsigned char> bytes(check.begin(), check.end());
    bytes.insert(bytes.end(), raw(words), raw(words) + words.size());
    turn(m_key, check, std::span(bytes).subspan(checkBytes));
    std::string out(sodium_base64_ENCODED_LEN(bytes.size(), letters), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), letters);
    out.pop_back(); // its closing zero
    return std::string(sealedMark) + out;
}

std::string Person::opened(std::string_view text) const
{
    auto bytes = partsOf(text);
    if (!bytes) {
        return std::string(text);
    }
    const auto check = std::span(*bytes).first(checkBytes);
    const auto words = std::span(*bytes).subspan(checkBytes);
    turn(m_key, check, words);
    std::string found(words.begin(), words.end());
    const auto right = checkOf(m_key, found);
    return std::ranges::equal(check, right) ? found : std::string(text);
}

bool isSealed(std::string_view text) noexcept
{
    return text.starts_with(sealedMark) && text.size() > sealedMark.size() + checkBytes
        && std::ranges::all_of(text.substr(sealedMark.size()), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                   || c == '_';
           });
}

std::string shownWords(const Person* person, std::string_view text)
{
    if (!isSealed(text)) {
        return std::string(text);
    }
    const std::string words = person != nullptr ? person->opened(text) : std::string(text);
    return words == text ? std::string(erasedWords) : words;
}

Result<bool> erase(ports::LogFolder& root)
{
    bool wasThere = false;
    for (const std::string_view name : {fileName, damagedName}) {
        const auto removed = root.remove(name);
        if (!removed && removed.error().code != Errc::NotFound) {
            return tl::unexpected(removed.error());
        }
        wasThere = wasThere || removed.has_value();
    }
    return wasThere;
}

} // namespace omni::person
