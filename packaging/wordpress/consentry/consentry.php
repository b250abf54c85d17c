<?php
/**
 * Plugin Name: Consentry
 * Description: Puts your consent tag first in the head of every page, tells the WP Consent API of each choice, and shows the cookie declaration.
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: Apache-2.0
 * Text Domain: consentry
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * @package Consentry
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const CONSENTRY_OPTION = 'consentry';

require_once __DIR__ . '/settings.php';

/**
 * What is set, with every key there.
 *
 * @return array{address: string, site: string, autoblock: bool, link: bool}
 */
function consentry_options() {
	$defaults = array(
		'address'   => '',
		'site'      => '',
		'autoblock' => false,
		'link'      => false,
	);
	return array_merge( $defaults, (array) get_option( CONSENTRY_OPTION, array() ) );
}

/**
 * Address of a file of the site, or nothing as long as the plugin is not set up.
 *
 * @param string $folder  't' for the tag, 'd' for the declaration.
 * @param string $ending  '.js' or '.html'.
 * @return string
 */
function consentry_file( $folder, $ending ) {
	$options = consentry_options();
	if ( '' === $options['address'] || '' === $options['site'] ) {
		return '';
	}
	return untrailingslashit( $options['address'] ) . '/' . $folder . '/' . $options['site'] . $ending;
}

/**
 * The tag itself. It must run before anything else of the page, so it is not enqueued, where it would
 * stand behind other scripts, or be deferred or joined with them.
 */
function consentry_print_tag() {
	$file = consentry_file( 't', '.js' );
	if ( '' === $file || is_admin() ) {
		return;
	}
	// phpcs:ignore WordPress.WP.EnqueuedResources.NonEnqueuedScript -- see above.
	printf( '<script src="%s" data-no-optimize="1" data-no-defer="1" data-cfasync="false"></script>' . "\n", esc_url( $file ) );
	if ( consentry_options()['autoblock'] ) {
		// Keeps browsers from requesting anything before the tag has run.
		echo '<meta http-equiv="Content-Security-Policy" content="base-uri *">' . "\n";
	}
}
add_action( 'wp_head', 'consentry_print_tag', PHP_INT_MIN );

/**
 * For visitors without scripts: the question as a page of the consent server.
 */
function consentry_print_form_link() {
	$page = consentry_file( 't', '.html' );
	if ( '' !== $page ) {
		printf( '<noscript><a href="%s">%s</a></noscript>', esc_url( $page ), esc_html__( 'Privacy choice', 'consentry' ) );
	}
	if ( consentry_options()['link'] ) {
		printf( '<p class="consentry-link"><a href="#consentry-open">%s</a></p>', esc_html__( 'Privacy choice', 'consentry' ) );
	}
}
add_action( 'wp_footer', 'consentry_print_form_link' );

/*
 * The WP Consent API asks who manages consent. The tag tells it of choices itself, where its
 * configuration has "interfaces": {"wordpress": {}}.
 */
add_filter( 'wp_consent_api_registered_' . plugin_basename( __FILE__ ), '__return_true' );
add_filter(
	'wp_get_consent_type',
	function ( $type ) {
		return '' === consentry_file( 't', '.js' ) ? $type : 'optin';
	}
);

/**
 * [consentry_declaration]: what the last scan saw.
 *
 * @return string
 */
function consentry_declaration() {
	$file = consentry_file( 'd', '.js' );
	if ( '' === $file ) {
		return '';
	}
	wp_enqueue_script( 'consentry-declaration', $file, array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	return '<div data-consent-declaration></div>';
}
add_shortcode( 'consentry_declaration', 'consentry_declaration' );

/**
 * Marks an enqueued script for a category, for themes and plugins:
 * add_filter( 'consentry_categories', fn( $categories ) => $categories + array( 'my-handle' => 'statistics' ) );
 *
 * @param string $tag    The script element.
 * @param string $handle Name under which it was enqueued.
 * @return string
 */
function consentry_mark_script( $tag, $handle ) {
	$categories = apply_filters( 'consentry_categories', array() );
	if ( '' === consentry_file( 't', '.js' ) || ! isset( $categories[ $handle ] ) || ! class_exists( 'WP_HTML_Tag_Processor' ) ) {
		return $tag;
	}
	$elements = new WP_HTML_Tag_Processor( $tag );
	while ( $elements->next_tag( 'script' ) ) {
		if ( 'module' === $elements->get_attribute( 'type' ) ) {
			$elements->set_attribute( 'data-consent-type', 'module' );
		}
		$elements->set_attribute( 'type', 'text/plain' );
		$elements->set_attribute( 'data-consent', $categories[ $handle ] );
	}
	return $elements->get_updated_html();
}
add_filter( 'script_loader_tag', 'consentry_mark_script', 10, 2 );
