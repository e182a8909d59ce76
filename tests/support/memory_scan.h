// What of a secret can be found in this process's memory, and where: for tests of V7. Linux.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace omni::tests {

#ifdef OMNI_SANITIZED
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

inline constexpr std::size_t canaryBytes = 32;

/// Kept under a mask, so that this test itself does not hold what it looks for.
class Canary
{
public:
    /// Letters, as people's secrets are.
    explicit Canary(unsigned seed)
    {
        for (auto& each : m_masked) {
            seed = seed * 1'664'525U + 1'013'904'223U;
            each = static_cast<unsigned char>(('a' + (seed >> 24) % 26) ^ mask);
        }
    }
    /// 32 bytes.
    explicit Canary(std::span<const std::byte> bytes)
    {
        std::ranges::transform(bytes.first(canaryBytes), m_masked, [](std::byte each) {
            return static_cast<unsigned char>(std::to_integer<unsigned>(each) ^ mask);
        });
    }
    [[nodiscard]] unsigned char at(std::size_t i) const noexcept
    {
        return static_cast<unsigned char>(m_masked[i] ^ mask);
    }
    void use(const std::function<void(std::span<const std::byte>)>& action) const
    {
        auto shown = platform::SecretBytes::zeros(canaryBytes);
        for (std::size_t i = 0; i < canaryBytes; ++i) {
            shown->exposedForWriting()[i] = std::byte{at(i)};
        }
        action(shown->exposed());
    }
    /// True when the bytes are it, `step` apart: 2 for UTF-16.
    [[nodiscard]] bool isAt(const unsigned char* place, std::size_t step) const noexcept
    {
        for (std::size_t i = 0; i < canaryBytes; ++i) {
            if (place[i * step] != at(i)) {
                return false;
            }
        }
        return true;
    }

private:
    static constexpr unsigned mask = 0xA5;
    unsigned char m_masked[canaryBytes];
};

struct Found {
    int all = 0;
    int outsideOfNoDumpPages = 0;
};

/// Looks through all writable memory. /proc/self/smaps says with "dd" which pages are left out of dumps.
[[nodiscard]] inline Found copiesOf(const Canary& canary)
{
    struct Region {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        bool isNoDump = false;
    };
    std::vector<Region> regions;
    regions.reserve(4'096);
    {
        std::ifstream maps("/proc/self/smaps");
        std::string line;
        bool isWritable = false;
        while (std::getline(maps, line)) {
            std::uintptr_t from = 0;
            std::uintptr_t to = 0;
            char rights[5] = {};
            if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) == 3) {
                isWritable = rights[0] == 'r' && rights[1] == 'w' && line.find("[vvar]") == std::string::npos;
                if (isWritable) {
                    regions.push_back({from, to, false});
                }
            } else if (isWritable && line.starts_with("VmFlags:")) {
                regions.back().isNoDump = line.find(" dd") != std::string::npos;
            }
        }
    }
    Found found;
    std::vector<unsigned char> page(1 << 16);
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    for (const auto& region : regions) {
        // In pieces that overlap, through the kernel: a page that has gone meanwhile ends the piece, not the test.
        for (std::uintptr_t at = region.from; at < region.to; at += page.size() - 2 * canaryBytes) {
            memory.clear();
            memory.seekg(static_cast<std::streamoff>(at));
            memory.read(reinterpret_cast<char*>(page.data()),
                        static_cast<std::streamsize>(std::min<std::uintptr_t>(page.size(), region.to - at)));
            const auto got = static_cast<std::size_t>(memory.gcount());
            const auto own = reinterpret_cast<std::uintptr_t>(page.data());
            if (at + got > own && at < own + page.size()) {
                continue; // the copy that this very loop makes
            }
            for (const std::size_t step : {1U, 2U}) {
                for (std::size_t i = 0; i + canaryBytes * step <= got; ++i) {
                    if (i < page.size() - 2 * canaryBytes && canary.isAt(page.data() + i, step)) {
                        found.all += 1;
                        found.outsideOfNoDumpPages += region.isNoDump ? 0 : 1;
                    }
                }
            }
        }
    }
    std::ranges::fill(page, static_cast<unsigned char>(0));
    return found;
}

} // namespace omni::tests
