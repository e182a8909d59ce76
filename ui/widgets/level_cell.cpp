#include "ui/widgets/level_cell.h"

#include "ui/widgets/words.h"

namespace omni::ui {

namespace {

CellTone toneOf(events::AlertLevel level)
{
    switch (level) {
    case events::AlertLevel::Info:
        return CellTone::Label;
    case events::AlertLevel::Warning:
        return CellTone::Warn;
    case events::AlertLevel::Critical:
        return CellTone::Danger;
    }
    return CellTone::Plain;
}

QString iconOf(events::AlertLevel level)
{
    switch (level) {
    case events::AlertLevel::Info:
        return {};
    case events::AlertLevel::Warning:
        return QStringLiteral("warning");
    case events::AlertLevel::Critical:
        return QStringLiteral("octagon");
    }
    return {};
}

} // namespace

Cell levelCell(events::AlertLevel level)
{
    return {Words::of(level), toneOf(level), iconOf(level)};
}

} // namespace omni::ui
