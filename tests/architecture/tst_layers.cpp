// needs: tests/support/source_tree
#include "tests/support/source_tree/layers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

using Modules = std::map<std::string, std::vector<std::string>>;

bool isOurs(std::string_view include)
{
    return include.starts_with("core/") || include.starts_with("ui/") || include.starts_with("app/");
}

/// One folder of a layer may use the layer's root and what lies below itself, but no sibling: never another broker.
bool areKin(const std::string& module, const std::string& other)
{
    return (module + "/").starts_with(other + "/") || (other + "/").starts_with(module + "/");
}

/// What is wrong with one include; empty when nothing is.
std::string faultOf(const Layers& layers, const Modules& modules, const std::string& from, const std::string& to)
{
    const auto layer = layerOf(layers, from);
    const auto target = layerOf(layers, to);
    if (layer.empty() || target.empty()) {
        return (layer.empty() ? from : to) + " is in no layer";
    }
    const auto module = moduleOf(modules, from);
    const auto used = moduleOf(modules, to);
    if (layer == target) {
        return areKin(module, used) ? "" : module + " uses its sibling " + used;
    }
    if (!isAllowed(layers, layer, to)) {
        return layer + " may not use " + target;
    }
    // A single header that is allowed by its name is an interface: whoever implements it is linked by the program.
    const auto& words = layers.allowed.at(layer);
    if (std::ranges::find(words, to) != words.end()) {
        return {};
    }
    if (!module.empty() && !used.empty() && !linkedBy(modules, module).contains(used)) {
        return module + " does not link " + used + " (DEPENDS of its omni_module)";
    }
    return "";
}

std::vector<std::string> faultsOfIncludes(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    const auto layers = layersFromText(textOf(root / "core/layers.txt"));
    const auto modules = modulesOf(root);
    for (const auto& file : sourcesBelow(root, {"core", "ui", "app"})) {
        for (const auto& include : includesOf(file)) {
            const auto where = file.path + ":" + std::to_string(include.line) + " " + include.name + ": ";
            if (isOurs(include.name)) {
                if (const auto fault = faultOf(layers, modules, insideCore(file.path), insideCore(include.name));
                    !fault.empty()) {
                    faults.push_back(where + fault);
                }
            } else if (include.name.starts_with("tests/")) {
                faults.push_back(where + "the program does not use its tests");
            } else if (include.quoted && !include.name.ends_with(".moc")) {
                faults.push_back(where + "an include is named from the project's root");
            }
        }
    }
    return faults;
}

std::vector<std::string> faultsOfLinks(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    const auto layers = layersFromText(textOf(root / "core/layers.txt"));
    for (const auto& [module, depends] : modulesOf(root)) {
        const auto layer = layerOf(layers, module);
        if (layer.empty()) {
            faults.push_back(module + " is in no layer");
            continue;
        }
        for (const auto& other : depends) {
            const bool isKin = layerOf(layers, other) == layer && areKin(module, other);
            if (!isKin && !isAllowed(layers, layer, other)) {
                faults.push_back(module + " may not link " + other);
            }
        }
    }
    return faults;
}

void report(const std::vector<std::string>& faults)
{
    for (const auto& fault : faults) {
        qWarning("%s", fault.c_str());
    }
}

/// A small sound house: one module that uses another as it may.
void plantAHouse(const std::filesystem::path& root)
{
    plant(root, "core/layers.txt",
          "# a comment\n\nbase :\ntrade/market :\ntrade/orders : trade/market\ndesk/ports : trade/market\n"
          "edge/brokers : desk/ports\nhost/runtime : trade/* desk/* edge/*\nui/bridge : host/runtime/link.h\n");
    for (const std::string module : {"base", "trade/market", "desk/ports"}) {
        plant(root, "core/" + module + "/CMakeLists.txt", "omni_module(" + module + ")\n");
    }
    plant(root, "core/trade/orders/CMakeLists.txt",
          "omni_module(trade/orders DEPENDS trade/market PACKAGES fmt::fmt)\n");
    plant(root, "core/trade/orders/order.h", "#include \"core/trade/market/units.h\"\n#include \"core/base/time.h\"\n");
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void thePlanHasNoArrowUpAndNoCircle()
    {
        const auto layers = layersFromText(textOf(std::filesystem::path(OMNI_SOURCE_DIR) / "core/layers.txt"));

        const auto faults = faultsOfThePlan(layers);

        report(faults);
        QCOMPARE(faults.size(), std::size_t{0});
        QVERIFY(layers.allowed.size() > 20);
    }

    void everyIncludeIsAllowed()
    {
        const auto faults = faultsOfIncludes(OMNI_SOURCE_DIR);

        report(faults);
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void everyLinkIsAllowed()
    {
        const auto faults = faultsOfLinks(OMNI_SOURCE_DIR);

        report(faults);
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void aSoundHouseHasNoFaults()
    {
        QTemporaryDir tree;
        plantAHouse(tree.path().toStdString());

        QVERIFY(faultsOfIncludes(tree.path().toStdString()).empty());
        QVERIFY(faultsOfLinks(tree.path().toStdString()).empty());
    }

    void findsAPlantedInclude_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("include");
        QTest::addColumn<QByteArray>("fault");

        const auto row = [](const char* name, const char* path, const char* include, const char* fault) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(include) << QByteArray(fault);
        };
        row("an arrow up", "core/trade/market/a.h", "core/desk/ports/venue.h", "trade/market may not use desk/ports");
        row("a neighbour", "core/trade/market/a.cpp", "core/trade/orders/order.h",
            "trade/market may not use trade/orders");
        row("base looks up", "core/base/a.h", "core/trade/market/units.h", "base may not use trade/market");
        row("an unlinked module", "core/desk/ports/a.h", "core/trade/market/units.h", "does not link trade/market");
        row("a window", "core/host/runtime/a.h", "ui/bridge/link.h", "host/runtime may not use ui/bridge");
        row("a header that is not offered", "ui/bridge/a.cpp", "core/host/runtime/session.h",
            "may not use host/runtime");
        row("a name without its folder", "core/trade/market/a.cpp", "units.h", "from the project's root");
        row("a test", "core/trade/market/a.cpp", "tests/support/x.h", "does not use its tests");
        row("a room that is not in the plan", "core/trade/astrology/a.h", "core/base/time.h", "is in no layer");
        row("the offered header", "ui/bridge/a.cpp", "core/host/runtime/link.h", "");
        row("a floor by its star", "core/host/runtime/a.cpp", "core/edge/brokers/list.h", "");
    }

    void findsAPlantedInclude()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, include);
        QFETCH(QByteArray, fault);
        QTemporaryDir tree;
        plantAHouse(tree.path().toStdString());
        plant(tree.path().toStdString(), path.toStdString(), "#include \"" + include.toStdString() + "\"\n");

        const auto faults = faultsOfIncludes(tree.path().toStdString());

        QCOMPARE(faults.size(), fault.isEmpty() ? std::size_t{0} : std::size_t{1});
        QVERIFY(faults.empty() || QByteArray::fromStdString(faults.front()).contains(fault));
    }

    void oneBrokerDoesNotKnowAnother()
    {
        QTemporaryDir tree;
        const std::filesystem::path root = tree.path().toStdString();
        plantAHouse(root);
        for (const std::string name : {"", "/alpaca", "/binance"}) {
            plant(root, "core/edge/brokers" + name + "/CMakeLists.txt", "omni_module(edge/brokers" + name + ")\n");
        }
        plant(root, "core/edge/brokers/alpaca/rest.h", "#include \"core/edge/brokers/info.h\"\n");
        QVERIFY(faultsOfIncludes(root).empty());

        plant(root, "core/edge/brokers/alpaca/rest.cpp", "#include \"core/edge/brokers/binance/rest.h\"\n");

        const auto faults = faultsOfIncludes(root);
        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY(faults.front().find("sibling") != std::string::npos);
    }

    void findsAPlantedLink()
    {
        QTemporaryDir tree;
        plantAHouse(tree.path().toStdString());
        plant(tree.path().toStdString(), "core/trade/market/CMakeLists.txt",
              "omni_module(trade/market\n    DEPENDS desk/ports\n    PACKAGES fmt::fmt)\n");

        const auto faults = faultsOfLinks(tree.path().toStdString());

        QCOMPARE(faults, std::vector<std::string>{"trade/market may not link desk/ports"});
    }

    void findsAFaultOfThePlan_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::addColumn<QByteArray>("fault");

        const auto row = [](const char* name, const char* plan, const char* fault) {
            QTest::newRow(name) << QByteArray(plan) << QByteArray(fault);
        };
        row("an arrow up", "trade/a : desk/b\ndesk/b :\n", "trade/a points up to desk/b");
        row("a circle of two", "trade/a : trade/b\ntrade/b : trade/a\n", "trade/a is part of a circle");
        row("a circle of three", "trade/a : trade/b\ntrade/b : trade/c\ntrade/c : trade/a\n", "circle");
        row("an unknown name", "trade/a : trade/b\n", "which is no layer");
        row("a line without a colon", "trade/a\n", "cannot be read");
        row("a layer twice", "trade/a :\ntrade/a :\n", "stands twice");
        row("a sound plan", "base :\ntrade/a :\ntrade/b : trade/a\nui/x : trade/*\n", "");
    }

    void findsAFaultOfThePlan()
    {
        QFETCH(QByteArray, plan);
        QFETCH(QByteArray, fault);

        const auto faults = faultsOfThePlan(layersFromText(plan.toStdString()));

        QCOMPARE(faults.empty(), fault.isEmpty());
        QVERIFY(faults.empty() || QByteArray::fromStdString(faults.front()).contains(fault));
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
