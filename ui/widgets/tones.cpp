#include "ui/widgets/tones.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace omni::ui {

namespace {

constexpr double loudest = 0.35; ///< Of full scale.
constexpr double edgeMs = 12; ///< In which a note comes and goes.

/// A glide from one pitch to another, or a pause where both are zero.
struct Note {
    double fromHz = 0, toHz = 0;
    int ms = 0;
};

std::vector<Note> notesOf(Chime chime)
{
    switch (chime) {
    case Chime::Proposal:
        return {{587, 587, 90}, {587, 880, 60}, {880, 880, 110}};
    case Chime::Fill:
        return {{988, 988, 70}};
    case Chime::Warning:
        return {{622, 622, 100}, {0, 0, 70}, {622, 622, 100}};
    case Chime::Stop:
        return {{247, 247, 220}, {0, 0, 60}, {185, 185, 320}};
    }
    return {};
}

bool isPause(const Note& note) noexcept
{
    return note.fromHz <= 0;
}

/// Notes that follow each other without a pause are one sound: only its ends are faded.
double fade(double atMs, double lengthMs) noexcept
{
    return std::clamp(std::min(atMs, lengthMs - atMs) / edgeMs, 0.0, 1.0);
}

void append(QByteArray& out, double value)
{
    const auto sample = static_cast<std::int16_t>(std::lround(value * 32'767));
    const auto bits = static_cast<std::uint16_t>(sample);
    out.append(static_cast<char>(bits & 0xff));
    out.append(static_cast<char>(bits >> 8));
}

} // namespace

QByteArray toneSamples(Chime chime, int volume)
{
    QByteArray out;
    const double loud = std::clamp(volume, 0, 100) / 100.0 * loudest;
    if (loud <= 0) {
        return out;
    }
    const std::vector<Note> notes = notesOf(chime);
    double phase = 0;
    for (std::size_t i = 0; i < notes.size();) {
        std::size_t end = i;
        double lengthMs = 0;
        do {
            lengthMs += notes[end++].ms;
        } while (end < notes.size() && isPause(notes[end]) == isPause(notes[i]));
        double beforeMs = 0;
        for (; i < end; ++i) {
            const int count = notes[i].ms * toneRate / 1'000;
            for (int k = 0; k < count; ++k) {
                const double share = static_cast<double>(k) / count;
                phase += 2 * std::numbers::pi * std::lerp(notes[i].fromHz, notes[i].toHz, share) / toneRate;
                const double atMs = beforeMs + share * notes[i].ms;
                append(out, isPause(notes[i]) ? 0 : std::sin(phase) * loud * fade(atMs, lengthMs));
            }
            beforeMs += notes[i].ms;
        }
    }
    append(out, 0);
    return out;
}

} // namespace omni::ui
