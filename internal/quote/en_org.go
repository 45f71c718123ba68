package quote

import "strings"

// englishOrganizations adds how English names organisations and what is done in
// them.
func englishOrganizations(r *rules) {
	r.orgLinks = set(`of for the and to on in at against without with de la del`)
	r.heldAt = set(`at`)
	r.anyOrg = set(`organisation organization ngo charity group association coalition network collective watchdog`)
	r.stateWords = set(`ministry court tribunal department parliament government police army senate assembly congress house
		navy guard inquiry`)
	r.verbs = set(`knew spoke brought took gave went came saw found made kept met sat stood ran drove rode won fell sent taught bought fought built hid chose broke
		tore froze rose shook struck stuck swung hung became began has is was were are active present responsible based involved familiar close available aware`)
	r.roleEndings = strings.Fields(`ologist ist ician maker keeper worker driver farmer trader herder grower seller owner holder singer player
		fighter treasurer ranger cleaner trainer`)
	r.directs = set(`heads directs chairs leads runs coordinates founded co-founded advises represents manages edits headed directed chaired led
		ran coordinated works worked teaches taught volunteers sits co-chairs oversees presides`)
	r.owners = set(`its their`)
	r.since = set(`since`)
	r.placeLinks = set(`in from`)
	r.chez = set(`at`)
	r.speaksFor = set(`spokesman spokeswoman spokesperson`)
	r.writtenUp = set(`sprayed painted scrawled banner placard graffiti wall somebody someone card sign sticker`)
	r.plurals = strings.Fields(`they`)
	r.neuters = strings.Fields(`it`)
	r.platforms = set(`x twitter facebook telegram instagram tiktok whatsapp bluesky mastodon youtube linkedin threads`)
	r.several = set(`these those two three four five six seven eight nine ten several many some`)
	r.times = set(`day days week weeks month months year years night morning evening afternoon hour hours moment time weekend spring summer autumn winter minute minutes`)
	englishTurns(r)
	r.nots = set(`not never didn't doesn't don't wasn't weren't isn't`)
	r.stateRoles = set(`professor lecturer teacher student mayor minister governor king queen prince princess ambassador bishop archbishop chief resident citizen prosecutor senator mp premier chancellor emir sultan`)
	r.gerundEndings = strings.Fields(`ing ly`)
	r.plainOf = set(`of`)
	r.pronounSources = map[string]flag{"words": 0, "view": 0, "opinion": 0}
	r.media = set(`bbc afp cnn reuters ap npr rfi dpa efe ansa tass who un onu`)
	r.ofWhom = set(`testimony story life case fate release trial arrest death words account letter`)
	r.calls = set(`call calls called calling brand brands branded branding label labels labelled labeling deem deems deemed consider considers considered dub dubs describe term`)
	r.nameTitles = set(`sister brother mother father`)
	r.copulas = set(`is was been became remains being`)
	r.add(orgNoun, `cooperative shelter newspaper magazine newsletter radio station website outlet publisher firm nonprofit non-profit platform project campaign alliance school library museum theatre choir club lobby syndicate league collective fund union centre center institute clinic committee circle council company federation watchdog court ministry
		department board archive station newspaper project campaign party office team programme program school university hospital
		commission trust desk society`)
	r.add(orgWord, `clinic trust circle desk archive archives tracker monitor monitoring defenders lawyers lab watchdog service services board
		authority administration college hospital school academy league guild forum platform collective union confederation
		embassy directorate inspectorate ombudsman senate legislature church mosque diocese radio tv television daily journal
		magazine gazette herald tribune fm navy guard corps initiative rights charity taskforce chamber corporation consortium
		advocates reporters physicians doctors witness defence defense legal relief aid museum theatre theater mission committee
		company partnership hub watchers statewatchers observatory tribunal justice corp corp. inc inc. ltd plc llc`)
}
