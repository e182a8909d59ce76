// How a session names the paper exchange in this program: "sandbox-binance" where it speaks Binance's protocol,
// "sandbox-alpaca" where it speaks Alpaca's. Its account and the venue of its instruments are called the same, so that
// nothing of it passes for the broker's.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// Whose protocol it speaks.
enum class PaperFace : std::uint8_t { Alpaca, Binance };
inline constexpr std::array<PaperFace, 2> allPaperFaces{PaperFace::Alpaca, PaperFace::Binance};

/// None: it names none, it may be a broker.
[[nodiscard]] std::optional<PaperFace> paperFaceOf(std::string_view name) noexcept;
/// It means one, whether or not there is such a one: no broker is called so.
[[nodiscard]] bool meansPaperExchange(std::string_view name) noexcept;
/// "sandbox-binance"
[[nodiscard]] std::string nameOf(PaperFace face);
/// The key of the broker whose adapter speaks to it: "binance".
[[nodiscard]] std::string_view brokerKeyOf(PaperFace face) noexcept;
/// All that it lists, in one currency, as the broker would write it.
[[nodiscard]] std::vector<std::string> symbolsOf(PaperFace face);
/// "sandbox-alpaca, sandbox-binance"
[[nodiscard]] std::string allPaperNames();

} // namespace omni::runtime
