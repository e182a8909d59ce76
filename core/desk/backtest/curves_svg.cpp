#include "core/desk/backtest/curves_svg.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace omni::backtest {

namespace {

constexpr double width = 960;
constexpr double left = 90; // room for the scale
constexpr std::size_t columns = 870;

struct Sample {
    double at = 0; ///< In [0, 1] of the time.
    double value = 0;
};

/// The lowest and the highest value of each column, in the order in which they came.
std::vector<Sample> thinned(const std::vector<Sample>& samples)
{
    if (samples.size() <= columns * 2) {
        return samples;
    }
    std::vector<Sample> out;
    const auto columnOf = [](const Sample& s) { return static_cast<std::size_t>(s.at * static_cast<double>(columns)); };
    for (std::size_t i = 0; i < samples.size();) {
        std::size_t least = i;
        std::size_t most = i;
        const std::size_t column = columnOf(samples[i]);
        for (; i < samples.size() && columnOf(samples[i]) == column; ++i) {
            least = samples[i].value < samples[least].value ? i : least;
            most = samples[i].value > samples[most].value ? i : most;
        }
        out.push_back(samples[std::min(least, most)]);
        if (least != most) {
            out.push_back(samples[std::max(least, most)]);
        }
    }
    return out;
}

double shareOfTime(std::span<const EquityPoint> points, Timestamp time) noexcept
{
    const auto whole = static_cast<double>((points.back().closed - points.front().closed).ns);
    return static_cast<double>((time - points.front().closed).ns) / std::max(whole, 1.0);
}

/// 1, 2 or 5 times a power of ten, so that about four lines fit.
double stepOf(double span) noexcept
{
    const double rough = span / 4;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * power) {
            return factor * power;
        }
    }
    return 10 * power;
}

struct Scale {
    double least = 0, most = 1, height = 100;
    [[nodiscard]] double y(double value) const noexcept
    {
        return 8 + (most - value) / (most - least) * (height - 24);
    }
};

std::string polyline(const std::vector<Sample>& samples, const Scale& scale)
{
    std::string out;
    for (const Sample& sample : samples) {
        out += fmt::format("{:.1f},{:.1f} ", left + sample.at * (width - left - 8), scale.y(sample.value));
    }
    return out;
}

template<class Label> std::string grid(const Scale& scale, Label label)
{
    std::string out;
    const double step = stepOf(scale.most - scale.least);
    for (double value = std::ceil(scale.least / step) * step; value <= scale.most; value += step) {
        out += fmt::format("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>"
                           "<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
                           left, width - 8, scale.y(value), scale.y(value), left - 6, scale.y(value) + 4, label(value));
    }
    return out;
}

std::string dates(std::span<const EquityPoint> points, double height)
{
    return fmt::format("<text x=\"{}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left,
                       height - 2, isoText(points.front().opened).substr(0, 10), width - 8, height - 2,
                       isoText(points.back().opened).substr(0, 10));
}

std::string framed(std::string_view name, double height, const std::string& inside)
{
    return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">{}</svg>", width, height, name,
                       inside);
}

} // namespace

std::string equitySvg(std::span<const EquityPoint> points)
{
    if (points.size() < 2) {
        return {};
    }
    std::vector<Sample> samples;
    samples.reserve(points.size());
    for (const EquityPoint& point : points) {
        samples.push_back({shareOfTime(points, point.closed), static_cast<double>(point.equity.e8) / 1e8});
    }
    const auto [least, most] = std::minmax_element(samples.begin(), samples.end(),
                                                   [](const Sample& a, const Sample& b) { return a.value < b.value; });
    const double margin = std::max((most->value - least->value) * 0.05, std::fabs(most->value) * 1e-4 + 1e-8);
    const Scale scale{least->value - margin, most->value + margin, 300};
    return framed("Equity", 300,
                  grid(scale, [](double value) { return fmt::format("{:.8g}", value); }) + dates(points, 300)
                      + fmt::format("<polyline class=\"equity\" points=\"{}\"/>", polyline(thinned(samples), scale)));
}

std::string drawdownSvg(std::span<const EquityPoint> points)
{
    if (points.size() < 2) {
        return {};
    }
    std::vector<Sample> samples;
    samples.reserve(points.size());
    Money peak = points.front().equity;
    double deepest = 0;
    for (const EquityPoint& point : points) {
        peak = std::max(peak, point.equity);
        const double fall = peak.e8 > 0 ? static_cast<double>(point.equity.e8) / static_cast<double>(peak.e8) - 1 : 0;
        deepest = std::min(deepest, fall);
        samples.push_back({shareOfTime(points, point.closed), fall});
    }
    const Scale scale{std::min(deepest * 1.05, -0.001), 0, 140};
    const std::string line = polyline(thinned(samples), scale);
    return framed("Drawdown", 140,
                  grid(scale, [](double value) { return fmt::format("{:.1f} %", value * 100); }) + dates(points, 140)
                      + fmt::format("<polygon class=\"fall\" points=\"{},{:.1f} {}{},{:.1f}\"/>", left, scale.y(0),
                                    line, width - 8, scale.y(0)));
}

} // namespace omni::backtest
