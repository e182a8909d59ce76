#include "ui/bridge/user_settings.h"

#include "ui/bridge/engine_link.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

constexpr auto fileName = "ui.json";
constexpr int mostUndo = 20;

const QStringList themes{QStringLiteral("dark"), QStringLiteral("light"), QStringLiteral("contrast")};
const QStringList sets{QStringLiteral("teal_orange"), QStringLiteral("blue_orange"), QStringLiteral("green_red"),
                       QStringLiteral("red_green"), QStringLiteral("grey")};

int nearestOf(int value, std::initializer_list<int> allowed)
{
    return *std::min_element(allowed.begin(), allowed.end(),
                             [value](int a, int b) { return std::abs(a - value) < std::abs(b - value); });
}

/// Calls `visit(key, member)` for each of them: one list for reading and writing.
template<class Choices, class Visit> void forEach(Choices& c, Visit&& visit)
{
    visit("language", c.language);
    visit("formats", c.formats);
    visit("zone", c.zone);
    visit("theme", c.theme);
    visit("up_down", c.upDown);
    visit("scale_percent", c.scalePercent);
    visit("comfortable_rows", c.comfortableRows);
    visit("shows_toolbar", c.showsToolbar);
    visit("reduced_motion", c.reducedMotion);
    visit("hides_amounts", c.hidesAmounts);
    visit("frame_rate", c.frameRate);
    visit("asks_before_tightening", c.asksBeforeTightening);
    visit("asks_before_cancel", c.asksBeforeCancel);
    visit("queue_sound", c.queueSound);
    visit("fill_sound", c.fillSound);
    visit("warning_sound", c.warningSound);
    visit("stop_sound", c.stopSound);
    visit("shortcuts", c.shortcuts);
    visit("first_run_done", c.firstRunDone);
    visit("first_run_step", c.firstRunStep);
    visit("tour_done", c.tourDone);
}

struct Reader {
    const QJsonObject& from;
    QStringList& notes;

    void operator()(const char* key, QString& to) const
    {
        read(key, [&](const QJsonValue& value) {
            to = value.isString() ? value.toString() : to;
            return value.isString();
        });
    }
    void operator()(const char* key, int& to) const
    {
        read(key, [&](const QJsonValue& value) {
            to = value.isDouble() ? value.toInt(to) : to;
            return value.isDouble();
        });
    }
    void operator()(const char* key, bool& to) const
    {
        read(key, [&](const QJsonValue& value) {
            to = value.toBool(to);
            return value.isBool();
        });
    }
    template<class Take> void read(const char* key, Take&& take) const
    {
        const QJsonValue value = from.value(QLatin1String(key));
        if (!value.isUndefined() && !take(value)) {
            notes.push_back(
                UserSettings::tr("The setting \"%1\" could not be read; its default holds.").arg(QLatin1String(key)));
        }
    }
};

} // namespace

UserChoices bounded(UserChoices c)
{
    c.theme = themes.contains(c.theme) ? c.theme : themes.front();
    c.upDown = sets.contains(c.upDown) ? c.upDown : sets.front();
    c.scalePercent = std::clamp((c.scalePercent + 5) / 10 * 10, 80, 200);
    c.frameRate = nearestOf(c.frameRate, {10, 20, 30, 60});
    for (int* volume : {&c.queueSound, &c.fillSound, &c.warningSound, &c.stopSound}) {
        *volume = std::clamp(*volume, 0, 100);
    }
    c.firstRunStep = std::clamp(c.firstRunStep, 0, 20);
    return c;
}

UserSettings::UserSettings(EngineLink& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
    const auto text = engine.terminal().file(fileName);
    if (!text) {
        return;
    }
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(*text), &error);
    if (!document.isObject()) {
        m_notes.push_back(
            tr("The settings of the window could not be read (%1); the defaults hold.").arg(error.errorString()));
        return;
    }
    m_document = document.object();
    forEach(m_choices, Reader{m_document, m_notes});
    UserChoices good = bounded(m_choices);
    if (!(good == m_choices)) {
        m_notes.push_back(tr("A setting of the window was out of its bounds and was put right."));
        m_choices = std::move(good);
    }
}

void UserSettings::set(UserChoices choices)
{
    choices = bounded(std::move(choices));
    if (choices == m_choices) {
        return;
    }
    const UserChoices before = std::exchange(m_choices, std::move(choices));
    m_before.push_back(before);
    if (m_before.size() > mostUndo) {
        m_before.pop_front();
    }
    keep();
    emit changed(before);
}

bool UserSettings::undo()
{
    if (m_before.isEmpty()) {
        return false;
    }
    const UserChoices before = std::exchange(m_choices, m_before.takeLast());
    keep();
    emit changed(before);
    return true;
}

void UserSettings::keep()
{
    forEach(m_choices, [this](const char* key, const auto& value) { m_document.insert(QLatin1String(key), value); });
    m_engine.terminal().keepFile(fileName, QJsonDocument(m_document).toJson().toStdString());
}

} // namespace omni::ui
